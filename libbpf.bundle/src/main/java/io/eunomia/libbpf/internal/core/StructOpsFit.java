package io.eunomia.libbpf.internal.core;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfType;
import io.eunomia.libbpf.btf.BtfType.FunctionProto;
import io.eunomia.libbpf.btf.BtfType.Member;
import io.eunomia.libbpf.btf.BtfType.Pointer;
import io.eunomia.libbpf.btf.BtfType.StructType;
import io.eunomia.libbpf.btf.BtfType.Variable;
import io.eunomia.libbpf.core.Misfit;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.elf.ElfRelocation;
import io.eunomia.libbpf.elf.ElfSection;
import io.eunomia.libbpf.elf.ElfSymbol;
import io.eunomia.libbpf.internal.btf.FlavoredName;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks that the kernel accepts an object's struct_ops maps: {@code bpf_map__init_kern_struct_ops} of libbpf.c. Used once. */
final class StructOpsFit {
    /** The prefix of the kernel's struct that holds an operations struct. */
    private static final String VALUE_PREFIX = "bpf_struct_ops_";

    private final ElfObject object;
    private final Btf own;
    private final Btf kernel;
    /** The operation that each program implements; a program cannot implement two. */
    private final Map<String, String> operations = new HashMap<>();

    StructOpsFit(ElfObject object, Btf own, Btf kernel) {
        this.object = object;
        this.own = own;
        this.kernel = kernel;
    }

    List<Misfit> misfits() {
        List<Misfit> found = new ArrayList<>();
        for (ElfSection section : object.sections()) {
            if (section.name().equals(".struct_ops") || section.name().equals(".struct_ops.link")) {
                for (ElfSymbol symbol : object.symbols()) {
                    if (symbol.section() == section.index() && symbol.kind() == ElfSymbol.Kind.OBJECT) {
                        own.dataSection(section.name()).stream().flatMap(data -> data.entries().stream())
                                .map(entry -> own.type(entry.typeId())).filter(type -> type.name().equals(symbol.name()))
                                .map(type -> own.resolve(((Variable) type).typeId())).filter(StructType.class::isInstance)
                                .findFirst().flatMap(type -> map(section, symbol, (StructType) type)).ifPresent(found::add);
                    }
                }
            }
        }
        return found;
    }

    private Optional<Misfit> map(ElfSection section, ElfSymbol map, StructType type) {
        String name = FlavoredName.essential(type.name());
        Optional<StructType> struct = kernel.findAll(name, StructType.class).stream().filter(one -> !one.union()).findFirst();
        if (struct.isEmpty() || kernel.find(VALUE_PREFIX + name, StructType.class).isEmpty()) {
            return lacking(map, struct.isEmpty() ? "the kernel has no struct " + name
                    : "the kernel has no operations to implement in struct " + name + ": it has no struct " + VALUE_PREFIX + name);
        }
        return type.members().stream().map(member -> member(section, map, member, struct.get()))
                .flatMap(Optional::stream).findFirst();
    }

    private Optional<Misfit> member(ElfSection section, ElfSymbol map, Member member, StructType struct) {
        Optional<Member> other = struct.member(member.name());
        Optional<String> program = program(section, map.value() + member.offset());
        String what = "struct " + struct.name() + '.' + member.name();
        if (other.isEmpty()) {
            return program.isPresent() || !zero(section, map, member)
                    ? lacking(map, "the kernel's struct " + struct.name() + " has no member " + member.name()) : Optional.empty();
        }
        if (member.bitfield() || other.get().bitfield()) {
            return misfit(map, what + " is a bit-field, which libbpf does not set");
        }
        BtfType declared = own.resolve(member.typeId());
        BtfType known = kernel.resolve(other.get().typeId());
        if (!declared.getClass().equals(known.getClass()) || !CoreTypes.sameKind(declared, known)) {
            return differs(map, what, member, other.get());
        }
        if (declared instanceof Pointer) {
            return program.flatMap(name -> operation(map, what, name, kernel.resolve(((Pointer) known).typeId())));
        }
        return own.sizeOf(declared) == kernel.sizeOf(known) ? Optional.empty() : differs(map, what, member, other.get());
    }

    private Optional<Misfit> operation(ElfSymbol map, String what, String program, BtfType pointed) {
        if (!(pointed instanceof FunctionProto)) {
            return misfit(map, what + " is no operation, but it is given the program \"" + program + '"');
        }
        String before = operations.putIfAbsent(program, what);
        return before == null || before.equals(what) ? Optional.empty() : misfit(map, "the program \"" + program + "\" cannot be "
                + what + " and " + before + ": one program is one operation");
    }

    private Optional<Misfit> differs(ElfSymbol map, String what, Member member, Member other) {
        return misfit(map, "the object declares " + what + " as " + own.typeName(member.typeId())
                + ", and the kernel has " + kernel.typeName(other.typeId()));
    }

    private static Optional<Misfit> misfit(ElfSymbol map, String reason) {
        return Optional.of(new Misfit("map \"" + map.name() + "\" (struct_ops) cannot be created: " + reason,
                "declare the struct with the members and types of this kernel's: eunomia vmlinux > vmlinux.h", false));
    }

    private static Optional<Misfit> lacking(ElfSymbol map, String reason) {
        return Optional.of(new Misfit("map \"" + map.name() + "\" (struct_ops) cannot be created: " + reason, "", true));
    }

    private Optional<String> program(ElfSection section, long offset) {
        return object.relocations().stream().filter(one -> one.section() == section.index() && one.offset() == offset)
                .map(ElfRelocation::symbol).map(index -> object.symbols().get(index).name()).findFirst();
    }

    private boolean zero(ElfSection section, ElfSymbol map, Member member) {
        ByteBuffer content = section.content();
        int start = (int) map.value() + member.offset();
        for (int i = start; i < Math.min(content.limit(), start + own.sizeOf(member.typeId())); i++) {
            if (content.get(i) != 0) {
                return false;
            }
        }
        return true;
    }
}
