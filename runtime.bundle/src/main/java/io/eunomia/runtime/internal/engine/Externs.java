package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfType;
import io.eunomia.libbpf.btf.BtfType.DataSection;
import io.eunomia.libbpf.elf.ElfSymbol;
import io.eunomia.libbpf.kernel.External;
import io.eunomia.libbpf.kernel.ProbeResult;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Checks whether this kernel can fill in the values that an object leaves to it ({@code __kconfig}, {@code __ksym}).
 *
 * @param obstacles symbols that the object needs and the kernel lacks
 * @param warnings symbols that the object can do without, where the kernel does not tell
 */
record Externs(List<Failure> obstacles, List<String> warnings) {

    /** Checks an object. @param kernel whether it has the thing of a name @param options values of its configuration */
    static Externs check(BpfObjectFile file, BiFunction<External, String, ProbeResult> kernel,
            Function<String, Optional<String>> options) {
        Externs found = new Externs(new ArrayList<>(), new ArrayList<>());
        Map<String, External> kinds = file.btf().map(Externs::kinds).orElse(Map.of());
        for (ElfSymbol symbol : file.elf().symbols()) {
            External kind = symbol.external() ? kinds.get(symbol.name()) : null;
            if (kind != null) {
                found.check(symbol, kind, kernel.apply(kind, sought(symbol.name(), kind)));
                if (kind == External.CONFIGURATION) {
                    found.fit(file.btf().orElseThrow(), symbol.name(), options);
                }
            }
        }
        return found;
    }

    /** Cuts off three underscores and what follows them, which only tell declarations of one function apart. */
    private static String sought(String name, External kind) {
        int suffix = name.indexOf("___");
        return kind == External.FUNCTION && suffix > 0 ? name.substring(0, suffix) : name;
    }

    private void check(ElfSymbol symbol, External kind, ProbeResult result) {
        // Libbpf lets a symbol be absent only when its name begins like this (bpf_object__resolve_externs).
        boolean optional = kind != External.CONFIGURATION || symbol.name().matches("(CONFIG|LINUX)_.*");
        boolean weak = symbol.binding() == ElfSymbol.Binding.WEAK && optional;
        if (result instanceof ProbeResult.Unsupported no && !weak) {
            obstacles.add(optional ? Failure.of(FailureKind.UNSUPPORTED, no.reason() + ", which the object needs",
                    "declare it __weak if the object can do without") : Failure.of(FailureKind.BAD_PACKAGE, no.reason(), ""));
        }
        if (result instanceof ProbeResult.Inconclusive several && kind == External.SYMBOL) {
            obstacles.add(Failure.of(FailureKind.UNSUPPORTED, several.reason() + ": which of them the object means cannot be told",
                    "declare a symbol whose name the kernel has once"));
        }
        if (result instanceof ProbeResult.Inconclusive unknown && kind == External.CONFIGURATION) {
            if (weak) {
                warnings.add(symbol.name() + " is 0: " + unknown.reason());
            } else {
                obstacles.add(Failure.of(FailureKind.UNSUPPORTED, unknown.reason() + "; the object needs "
                        + symbol.name() + " of it", "make one of the two readable here: containers often hide them"));
            }
        }
    }

    private void fit(Btf btf, String name, Function<String, Optional<String>> options) {
        btf.dataSection(".kconfig").stream().flatMap(section -> types(btf, section).stream())
                .filter(type -> type.name().equals(name) && type instanceof BtfType.Variable).findFirst()
                .flatMap(type -> options.apply(name).flatMap(value -> KconfigFit.check(btf,
                        ((BtfType.Variable) type).typeId(), name, value)))
                .ifPresent(misfit -> obstacles.add(Failure.of(FailureKind.BAD_PACKAGE, misfit.reason(), misfit.hint())));
    }

    private static Map<String, External> kinds(Btf btf) {
        Map<String, External> kinds = new LinkedHashMap<>();
        btf.dataSection(".kconfig").ifPresent(section -> types(btf, section).forEach(type ->
                kinds.put(type.name(), External.CONFIGURATION)));
        btf.dataSection(".ksyms").ifPresent(section -> types(btf, section).forEach(type ->
                kinds.put(type.name(), kind(btf, type))));
        return kinds;
    }

    private static List<BtfType> types(Btf btf, DataSection section) {
        return section.entries().stream().map(entry -> btf.type(entry.typeId())).toList();
    }

    private static External kind(Btf btf, BtfType type) {
        if (type instanceof BtfType.FunctionType) {
            return External.FUNCTION;
        }
        Optional<BtfType> of = type instanceof BtfType.Variable variable ? Optional.of(btf.resolve(variable.typeId()))
                : Optional.empty();
        return of.filter(BtfType.VoidType.class::isInstance).isPresent() ? External.SYMBOL : External.VARIABLE;
    }
}
