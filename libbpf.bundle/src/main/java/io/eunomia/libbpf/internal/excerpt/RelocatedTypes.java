package io.eunomia.libbpf.internal.excerpt;

import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.elf.ElfSection;
import io.eunomia.libbpf.internal.btf.BtfImage;
import io.eunomia.libbpf.internal.btf.BtfKind;
import io.eunomia.libbpf.internal.excerpt.MinimalKernelTypes.Root;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Finds the types that an object's CO-RE relocations start from. */
public final class RelocatedTypes {
    private static final int CORE_HEADER_BYTES = 32;
    // enum bpf_core_relo_kind of include/uapi/linux/bpf.h
    private static final int TYPE_ID_LOCAL = 6;
    private static final int TYPE_ID_TARGET = 7;
    private static final int TYPE_EXISTS = 8;
    private static final int TYPE_SIZE = 9;
    private static final int TYPE_MATCHES = 12;
    /** Kinds that are compared without looking at what they point to (bpf_core_types_are_compat in relo_core.c). */
    private static final int WHOLE = 1 << BtfKind.STRUCT | 1 << BtfKind.UNION | 1 << BtfKind.ENUM
            | 1 << BtfKind.ENUM64;

    private final BtfImage types;
    private final Set<Root> roots = new LinkedHashSet<>();

    private RelocatedTypes(BtfImage types) {
        this.types = types;
    }

    /**
     * @param object checked, so that the offsets inside are right
     * @return an empty set if nothing is relocated; empty if some relocation needs all of the kernel's types: their ids, or what
     *     lies behind pointers
     */
    public static Optional<Set<Root>> of(ElfObject object) {
        Optional<ElfSection> extended = object.section(".BTF.ext");
        Optional<ElfSection> types = object.section(".BTF");
        if (extended.isEmpty() || types.isEmpty()) {
            return Optional.of(Set.of());
        }
        RelocatedTypes relocated = new RelocatedTypes(new BtfImage(types.get().bytes(), null));
        ByteBuffer bytes = extended.get().content().order(ByteOrder.LITTLE_ENDIAN);
        return relocated.read(bytes) ? Optional.of(relocated.roots) : Optional.empty();
    }

    private boolean read(ByteBuffer bytes) {
        int header = bytes.getInt(4);
        if (header < CORE_HEADER_BYTES || bytes.getInt(28) == 0) {
            return true;
        }
        int start = header + bytes.getInt(24);
        int end = start + bytes.getInt(28);
        int record = bytes.getInt(start);
        for (int at = start + 4; at < end;) {
            int count = bytes.getInt(at + 4);
            at += 8;
            for (int i = 0; i < count; i++, at += record) {
                if (!add(bytes.getInt(at + 4), bytes.getInt(at + 12))) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean add(int type, int relocation) {
        if (relocation == TYPE_ID_LOCAL) {
            return true;
        }
        int kind = types.kind(type);
        boolean ofType = relocation == TYPE_EXISTS || relocation == TYPE_SIZE;
        if (relocation == TYPE_ID_TARGET || relocation == TYPE_MATCHES || ofType && (1 << kind & WHOLE) == 0
                || type == 0 || types.name(type).isEmpty()) {
            return false;
        }
        roots.add(Root.of(kind, types.name(type)));
        return true;
    }
}
