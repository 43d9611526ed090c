package io.eunomia.runtime.internal.decode;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfType;
import io.eunomia.libbpf.btf.BtfType.ArrayType;
import io.eunomia.libbpf.btf.BtfType.Modifier;
import io.eunomia.libbpf.btf.BtfType.Pointer;
import io.eunomia.libbpf.btf.BtfType.StructType;
import io.eunomia.libbpf.btf.BtfType.Typedef;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Tells the kernel's structs, which CO-RE pulls into an object's BTF, from the object's own. */
final class ForeignStructs {
    private final Btf btf;

    ForeignStructs(Btf btf) {
        this.btf = btf;
    }

    /** Returns the types that can be reached from these by members, pointers and elements; themselves included. */
    Set<Integer> reachable(Collection<Integer> roots) {
        Set<Integer> seen = new HashSet<>();
        Deque<Integer> open = new ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            int id = open.pop();
            if (id <= 0 || id >= btf.typeCount() || !seen.add(id)) {
                continue;
            }
            BtfType type = btf.type(id);
            if (type instanceof StructType struct) {
                struct.members().forEach(member -> open.push(member.typeId()));
            } else if (type instanceof Pointer pointer) {
                open.push(pointer.typeId());
            } else if (type instanceof ArrayType array) {
                open.push(array.typeId());
            } else if (type instanceof Typedef typedef) {
                open.push(typedef.typeId());
            } else if (type instanceof Modifier modifier) {
                open.push(modifier.typeId());
            }
        }
        return seen;
    }
}
