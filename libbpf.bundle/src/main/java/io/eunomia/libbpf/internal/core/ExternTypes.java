package io.eunomia.libbpf.internal.core;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfType;
import io.eunomia.libbpf.btf.BtfType.FunctionType;
import io.eunomia.libbpf.btf.BtfType.Variable;
import io.eunomia.libbpf.core.Misfit;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.elf.ElfSymbol;
import io.eunomia.libbpf.internal.btf.FlavoredName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks that the symbols which an object declares {@code __ksym} have the types that the kernel gives them
 * ({@code bpf_object__resolve_ksym_var_btf_id} and {@code bpf_object__resolve_ksym_func_btf_id} of libbpf.c). A function that is
 * declared {@code __weak} counts as absent when its type differs; a variable is refused nevertheless.
 */
final class ExternTypes {
    private final ElfObject object;
    private final Btf own;
    private final Btf kernel;

    ExternTypes(ElfObject object, Btf own, Btf kernel) {
        this.object = object;
        this.own = own;
        this.kernel = kernel;
    }

    /** The misfits of symbols that the kernel's own types have; other symbols are a module's, or missing. */
    List<Misfit> misfits() {
        Set<String> strong = new HashSet<>();
        Set<String> external = new HashSet<>();
        for (ElfSymbol symbol : object.symbols()) {
            if (symbol.external()) {
                external.add(symbol.name());
                if (symbol.binding() != ElfSymbol.Binding.WEAK) {
                    strong.add(symbol.name());
                }
            }
        }
        List<Misfit> found = new ArrayList<>();
        own.dataSection(".ksyms").stream().flatMap(section -> section.entries().stream())
                .map(entry -> own.type(entry.typeId())).filter(type -> external.contains(type.name())).forEach(type -> {
                    if (type instanceof Variable variable) {
                        variable(variable).ifPresent(found::add);
                    } else if (type instanceof FunctionType function && strong.contains(function.name())) {
                        function(function).ifPresent(found::add);
                    }
                });
        return found;
    }

    private Optional<Misfit> variable(Variable declared) {
        BtfType type = own.resolve(declared.typeId());
        if (type instanceof BtfType.VoidType) {
            return Optional.empty();
        }
        return kernel.find(declared.name(), Variable.class).map(known -> kernel.resolve(known.typeId()))
                .filter(known -> differ(type, known)).map(known -> new Misfit("the object declares " + own.typeName(type) + ' '
                + declared.name() + " __ksym, and the kernel has " + kernel.typeName(known) + ' ' + declared.name(),
                "declare it as the kernel does: extern const " + kernel.typeName(known) + ' ' + declared.name()
                + " __ksym; for its address alone: extern const void " + declared.name() + " __ksym", false));
    }

    private Optional<Misfit> function(FunctionType declared) {
        String name = FlavoredName.essential(declared.name());
        return kernel.function(name).filter(known -> differ(own.type(declared.prototypeId()),
                kernel.type(known.prototypeId()))).map(known -> misfit(signature(own, declared.prototypeId(), name),
                signature(kernel, known.prototypeId(), name)));
    }

    private static Misfit misfit(String declared, String known) {
        return new Misfit("the object declares " + declared + " __ksym, and the kernel has " + (declared.equals(known)
                ? "structs with members there, which the object only names" : known), "declare it and its structs as the kernel"
                + " does: eunomia vmlinux > vmlinux.h writes them down", false);
    }

    private boolean differ(BtfType one, BtfType other) {
        try {
            return !new TypeMatch(own, kernel).compatible(one.id(), other.id());
        } catch (CoreException e) {
            return true;
        }
    }

    private static String signature(Btf btf, int prototype, String name) {
        BtfType.FunctionProto type = (BtfType.FunctionProto) btf.type(prototype);
        String parameters = type.parameters().stream().map(one -> btf.typeName(one.typeId())).collect(Collectors.joining(", "));
        return btf.typeName(type.returnTypeId()) + ' ' + name + '(' + (parameters.isEmpty() ? "void" : parameters) + ')';
    }
}
