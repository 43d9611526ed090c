package io.eunomia.runtime.internal.evidence;

import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.elf.ElfSection;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The section {@code .BTF.ext} (Documentation/bpf/btf.rst, section 4.2): source lines by instruction, and the types
 * that CO-RE relocations start from. What is missing or malformed reads as nothing told.
 */
final class SourceInfo {
    private static final int LINE_INFO_OFFSET = 16;
    private static final int RELOCATIONS_OFFSET = 24;
    private static final int HEADER_WITH_RELOCATIONS = 32;
    private static final int BTF_STRINGS_OFFSET = 16;
    private static final int BTF_STRINGS_LENGTH = 20;
    private static final int MAX_LINE = 200;

    private final ByteBuffer info;
    private final ByteBuffer strings;
    private final Map<String, TreeMap<Integer, String>> lines = new HashMap<>();
    private final Set<Integer> relocated = new HashSet<>();
    private final Map<Integer, String> texts = new HashMap<>();

    private SourceInfo(ByteBuffer info, ByteBuffer btf) {
        this.info = info;
        int start = btf.getInt(4) + btf.getInt(BTF_STRINGS_OFFSET);
        this.strings = btf.slice(start, btf.getInt(BTF_STRINGS_LENGTH));
    }

    static SourceInfo of(ElfObject elf) {
        Optional<ElfSection> info = elf.section(".BTF.ext");
        Optional<ElfSection> btf = elf.section(".BTF");
        if (info.isEmpty() || btf.isEmpty()) {
            return new SourceInfo();
        }
        try {
            SourceInfo read = new SourceInfo(info.get().content(), btf.get().content());
            read.read();
            return read;
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            // Only hints are lost; libbpf reports what it cannot load.
            return new SourceInfo();
        }
    }

    private SourceInfo() {
        this.info = ByteBuffer.allocate(0);
        this.strings = info;
    }

    /** The source line of an instruction, empty if not told. @param instruction index in the section */
    String line(String section, int instruction) {
        TreeMap<Integer, String> told = lines.get(section);
        Map.Entry<Integer, String> entry = told == null ? null : told.floorEntry(instruction);
        return entry == null ? "" : entry.getValue();
    }

    /** BTF ids of the types that the programs expect the kernel to have. */
    Set<Integer> relocatedTypes() {
        return relocated;
    }

    private void read() {
        int header = info.getInt(4);
        records(header, LINE_INFO_OFFSET, (section, at) -> lines.computeIfAbsent(section, name -> new TreeMap<>())
                .put(info.getInt(at) / 8, string(info.getInt(at + 8))));
        if (header >= HEADER_WITH_RELOCATIONS) {
            records(header, RELOCATIONS_OFFSET, (section, at) -> relocated.add(info.getInt(at + 4)));
        }
    }

    /** Visits a record at its offset in the section. */
    private interface Visitor {
        void record(String section, int at);
    }

    private void records(int header, int where, Visitor visitor) {
        int at = header + info.getInt(where);
        int end = at + info.getInt(where + 4);
        if (at == end) {
            return;
        }
        int size = info.getInt(at);
        at += 4;
        while (at < end && size >= 16) {
            String section = string(info.getInt(at));
            int count = info.getInt(at + 4);
            at += 8;
            for (int i = 0; i < count; i++, at += size) {
                visitor.record(section, at);
            }
        }
    }

    /** One object for all that refer to it, so that an object's claims cannot take more memory than it has bytes. */
    private String string(int offset) {
        return texts.computeIfAbsent(offset, this::read);
    }

    private String read(int offset) {
        int end = offset;
        while (end < strings.limit() && end - offset < MAX_LINE && strings.get(end) != 0) {
            end++;
        }
        byte[] text = new byte[end - offset];
        strings.get(offset, text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
