package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.UnsupportedFeatureException;
import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfType;
import io.eunomia.libbpf.core.CoreRelocation;
import io.eunomia.libbpf.core.KernelTypes;
import io.eunomia.libbpf.core.Misfit;
import io.eunomia.libbpf.core.ObjectFit;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares an object with this kernel's types as libbpf does when it loads the object, and judges the code that libbpf
 * makes by them. A plan asks beforehand. A start asks only when libbpf has refused the object, because reading all types
 * would take too long.
 */
final class ThisKernel {
    private static final Path TYPES = Path.of("/sys/kernel/btf");
    private static final String ASK_FIRST = "ask with bpf_core_field_exists, bpf_core_type_exists or"
            + " bpf_core_enum_value_exists first, or give the type a flavor (struct name___old)";

    private final Host host;
    private final BpfObjectFile file;

    ThisKernel(Host host, BpfObjectFile file) {
        this.host = host;
        this.file = file;
    }

    /** Returns what the object declares otherwise than the kernel has it; empty where the kernel shows no types. */
    List<Failure> misfits() {
        try {
            return ObjectFit.misfits(file.elf(), host.libbpf()::kernelBtf).stream().map(ThisKernel::failure).toList();
        } catch (UnsupportedFeatureException e) {
            return List.of();
        }
    }

    static Failure failure(Misfit misfit) {
        return Failure.of(misfit.lacking() ? FailureKind.UNSUPPORTED : FailureKind.BAD_PACKAGE, misfit.message(), misfit.hint());
    }

    /** Returns what the verifier or libbpf would refuse of the code. @param programs that are loaded */
    List<Failure> code(List<ProgramPlan> programs) {
        try {
            Btf types = host.types().map(KernelTypes::parse).orElseGet(host.libbpf()::kernelBtf);
            Set<String> names = programs.stream().filter(ProgramPlan::loaded).map(plan -> plan.program().name())
                    .collect(Collectors.toSet());
            ObjectFit fit = ObjectFit.of(file.elf(), types, OtherKernel.conditions(file, names));
            List<Failure> found = new ArrayList<>();
            fit.relocations().stream().filter(CoreRelocation::fatal).filter(one -> !inModule(types, one)).forEach(one ->
                    found.add(Failure.of(one.outcome() == CoreRelocation.Outcome.REFUSED ? FailureKind.BAD_PACKAGE
                            : FailureKind.VERIFIER, one.text(), ASK_FIRST)));
            fit.lacks().forEach(text -> found.add(Failure.of(FailureKind.VERIFIER, text, "")));
            return found.stream().distinct().toList();
        } catch (UnsupportedFeatureException e) {
            return List.of();
        }
    }

    /**
     * Tells whether a type may be a module's: libbpf goes on to the modules' types where the kernel's own have none of that
     * name; they are not looked at here.
     */
    private static boolean inModule(Btf types, CoreRelocation relocation) {
        String name = relocation.subject().replaceFirst("^(struct|union|enum) ", "").split("[.:\\[ ]", 2)[0];
        boolean known = !types.findAll(name, BtfType.StructType.class).isEmpty() || !types.findAll(name,
                BtfType.EnumType.class).isEmpty() || !types.findAll(name, BtfType.Typedef.class).isEmpty();
        return !known && modules();
    }

    private static boolean modules() {
        try (Stream<Path> files = Files.list(TYPES)) {
            return files.anyMatch(file -> !file.endsWith("vmlinux"));
        } catch (java.io.IOException e) {
            return false;
        }
    }
}
