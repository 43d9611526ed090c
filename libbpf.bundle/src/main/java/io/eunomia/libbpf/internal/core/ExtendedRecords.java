package io.eunomia.libbpf.internal.core;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.core.RelocationKind;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.elf.ElfSection;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the relocations and source lines of instructions from a checked object's {@code .BTF.ext}. */
final class ExtendedRecords {
    private static final int CORE_HEADER_BYTES = 32;
    private static final int LINES = 16;
    private static final int RELOCATIONS = 24;

    /** @param offset of the instruction in its section, in bytes */
    record Relocation(String section, int offset, int type, String access, RelocationKind kind) {
    }

    private final Btf btf;
    private final ByteBuffer bytes;
    private final List<Relocation> relocations = new ArrayList<>();
    private final Map<String, TreeMap<Integer, String>> lines = new HashMap<>();

    private ExtendedRecords(Btf btf, ByteBuffer bytes) {
        this.btf = btf;
        this.bytes = bytes;
    }

    /** Empty records of an object without types. */
    static ExtendedRecords of(ElfObject object) {
        Optional<ElfSection> section = object.section(".BTF.ext");
        if (section.isEmpty() || object.btf().isEmpty()) {
            return new ExtendedRecords(null, ByteBuffer.allocate(0));
        }
        ExtendedRecords records = new ExtendedRecords(object.btf().get(),
                section.get().content().order(ByteOrder.LITTLE_ENDIAN));
        records.read();
        return records;
    }

    private interface Taker {
        void take(String section, int offset, int at);
    }

    private void read() {
        part(LINES, (section, offset, at) -> {
            int line = bytes.getInt(at + 12) >>> 10;
            // The compiler writes line 0 for an instruction that comes from several lines.
            if (line != 0) {
                lines.computeIfAbsent(section, name -> new TreeMap<>()).put(offset, file(bytes.getInt(at + 4)) + ':' + line);
            }
        });
        if (bytes.getInt(4) >= CORE_HEADER_BYTES) {
            part(RELOCATIONS, (section, offset, at) -> relocations.add(new Relocation(section, offset, bytes.getInt(at + 4),
                    btf.string(bytes.getInt(at + 8)).orElse(""), RelocationKind.of(bytes.getInt(at + 12)))));
        }
    }

    private void part(int field, Taker taker) {
        int start = bytes.getInt(4) + bytes.getInt(field);
        int end = start + bytes.getInt(field + 4);
        if (start == end) {
            return;
        }
        int record = bytes.getInt(start);
        for (int at = start + 4; at < end;) {
            String section = btf.string(bytes.getInt(at)).orElse("");
            int count = bytes.getInt(at + 4);
            at += 8;
            for (int i = 0; i < count; i++, at += record) {
                taker.take(section, bytes.getInt(at), at);
            }
        }
    }

    /** The file's name without its folders: a reader looks for that, and folders tell of the machine it was compiled on. */
    private String file(int offset) {
        String path = btf.string(offset).orElse("");
        return path.substring(path.lastIndexOf('/') + 1);
    }

    List<Relocation> relocations() {
        return relocations;
    }

    /** The source line as {@code file.c:12}, or empty. */
    String line(String section, int offset) {
        TreeMap<Integer, String> own = lines.get(section);
        Map.Entry<Integer, String> entry = own == null ? null : own.floorEntry(offset);
        return entry == null ? "" : entry.getValue();
    }
}
