package io.eunomia.libbpf.internal.excerpt;

import io.eunomia.libbpf.internal.btf.BtfImage;
import io.eunomia.libbpf.internal.btf.BtfKind;
import io.eunomia.libbpf.internal.btf.BtfNames;
import io.eunomia.libbpf.internal.btf.FlavoredName;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes an excerpt of the kernel's types: those that CO-RE relocations of certain types can need. These are the types of the
 * same name and kind (bpf_core_add_cands in libbpf's libbpf.c), and the types that they hold by value. Pointers stay but
 * point to nothing, because no relocation of a field follows them (bpf_core_fields_are_compat in relo_core.c). Used once.
 */
public final class MinimalKernelTypes {
    private static final int HEADER_BYTES = 24;
    private static final int MAGIC = 0xeb9f;
    private static final int ENUMS = 1 << BtfKind.ENUM | 1 << BtfKind.ENUM64;
    /** Kinds whose third word is the only type they refer to. */
    private static final int WRAPPERS = 1 << BtfKind.TYPEDEF | 1 << BtfKind.VOLATILE | 1 << BtfKind.CONST
            | 1 << BtfKind.RESTRICT | 1 << BtfKind.TYPE_TAG;

    private final BtfNames names;
    private final BtfImage kernel;
    private final int[] newIds;
    private final List<Integer> chosen = new ArrayList<>();
    private final Map<Integer, Integer> newStrings = new HashMap<>();
    private ByteBuffer strings = ByteBuffer.allocate(1 << 14);
    private ByteBuffer types = ByteBuffer.allocate(1 << 15).order(ByteOrder.LITTLE_ENDIAN);

    private MinimalKernelTypes(BtfNames names) {
        this.names = names;
        this.kernel = names.image();
        this.newIds = new int[kernel.typeCount()];
    }

    /**
     * A type that relocations start from.
     *
     * @param kind {@code BTF_KIND_*}; both kinds of enum count as one
     * @param name without flavor
     */
    public record Root(int kind, String name) {

        /** @param name as the object has it, for instance {@code task_struct___old} */
        public static Root of(int kind, String name) {
            return new Root((1 << kind & ENUMS) != 0 ? BtfKind.ENUM : kind, FlavoredName.essential(name));
        }

        private int kinds() {
            return kind == BtfKind.ENUM ? ENUMS : 1 << kind;
        }

        // Written out, and so is hashCode: linking the methods that the compiler generates slows a start by several milliseconds.
        @Override
        public boolean equals(Object other) {
            return other instanceof Root root && root.kind == kind && root.name.equals(name);
        }

        @Override
        public int hashCode() {
            return 31 * name.hashCode() + kind;
        }
    }

    /**
     * @param kernel of {@code /sys/kernel/btf/vmlinux}
     * @return a BTF section; empty when the kernel's own types lack one of {@code roots}, which a module may have
     */
    public static Optional<byte[]> of(BtfNames kernel, Collection<Root> roots) {
        return new MinimalKernelTypes(kernel).make(roots);
    }

    private Optional<byte[]> make(Collection<Root> roots) {
        strings.put((byte) 0);
        int[] starts = new int[0];
        for (Root root : roots) {
            int[] found = candidates(root);
            if (found.length == 0) {
                return Optional.empty();
            }
            int before = starts.length;
            starts = Arrays.copyOf(starts, before + found.length);
            System.arraycopy(found, 0, starts, before, found.length);
        }
        // in the kernel's order, so that an excerpt does not depend on the order of the roots
        Arrays.sort(starts);
        for (int id : starts) {
            choose(id);
        }
        for (int i = 0; i < chosen.size(); i++) {
            write(chosen.get(i));
        }
        return Optional.of(section());
    }

    /** The kernel's types of a root's kind and name, whatever their flavor. */
    private int[] candidates(Root root) {
        int[] plain = names.find(root.name(), root.kinds());
        int[] flavored = names.flavored();
        int count = plain.length;
        int[] all = Arrays.copyOf(plain, count + flavored.length);
        for (int id : flavored) {
            int kind = kernel.kind(id);
            if ((1 << kind & root.kinds()) != 0 && root.equals(Root.of(kind, kernel.name(id)))
                    && !root.name().equals(kernel.name(id))) {
                all[count++] = id;
            }
        }
        return Arrays.copyOf(all, count);
    }

    /** @return the id in the excerpt; 0, which is void, for a type that no relocation needs */
    private int choose(int id) {
        int kind = kernel.kind(id);
        if (id == 0 || kind == BtfKind.FUNC_PROTO || kind == BtfKind.FUNC) {
            return 0;
        }
        if (newIds[id] == 0) {
            chosen.add(id);
            newIds[id] = chosen.size();
        }
        return newIds[id];
    }

    private void write(int id) {
        int kind = kernel.kind(id);
        int parts = BtfKind.partWords()[kind];
        int length = BtfKind.fixedWords()[kind] + parts * kernel.vlen(id);
        if (types.remaining() < length * Integer.BYTES) {
            types = larger(types, length * Integer.BYTES);
        }
        int at = types.position();
        for (int i = 0; i < length; i++) {
            types.putInt(kernel.word(id, i));
        }
        types.putInt(at, string(kernel.word(id, 0)));
        if (kind == BtfKind.PTR) {
            types.putInt(at + 8, 0);
        } else if ((1 << kind & WRAPPERS) != 0) {
            types.putInt(at + 8, choose(kernel.target(id)));
        } else if (kind == BtfKind.ARRAY) {
            types.putInt(at + 12, choose(kernel.word(id, 3)));
            types.putInt(at + 16, choose(kernel.word(id, 4)));
        }
        for (int part = BtfKind.fixedWords()[kind]; parts > 0 && part < length; part += parts) {
            types.putInt(at + part * 4, string(kernel.word(id, part)));
            if (kind == BtfKind.STRUCT || kind == BtfKind.UNION) {
                types.putInt(at + part * 4 + 4, choose(kernel.word(id, part + 1)));
            }
        }
    }

    private int string(int offset) {
        return offset == 0 ? 0 : newStrings.computeIfAbsent(offset, this::copied);
    }

    private int copied(int offset) {
        byte[] from = kernel.stringBytes(offset);
        int start = kernel.stringStart(offset);
        int end = start;
        while (from[end] != 0) {
            end++;
        }
        if (strings.remaining() <= end - start) {
            strings = larger(strings, end - start + 1);
        }
        int at = strings.position();
        strings.put(from, start, end - start + 1);
        return at;
    }

    private static ByteBuffer larger(ByteBuffer full, int more) {
        return ByteBuffer.allocate(full.capacity() * 2 + more).order(full.order()).put(full.flip());
    }

    /** Puts the section together: the header of Documentation/bpf/btf.rst, section 2, then types, then strings. */
    private byte[] section() {
        ByteBuffer section = ByteBuffer.allocate(HEADER_BYTES + types.position() + strings.position())
                .order(ByteOrder.LITTLE_ENDIAN);
        section.putShort((short) MAGIC).put((byte) 1).put((byte) 0).putInt(HEADER_BYTES);
        section.putInt(0).putInt(types.position()).putInt(types.position()).putInt(strings.position());
        return section.put(types.flip()).put(strings.flip()).array();
    }
}
