package io.eunomia.libbpf.internal.dwarf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Writes a {@code .BTF} section (Documentation/bpf/btf.rst, section 2). */
final class BtfWriter {
    private static final int MAGIC = 0xeb9f;
    private static final int HEADER_BYTES = 24;

    private final ByteArrayOutputStream strings = new ByteArrayOutputStream();
    private final Map<String, Integer> offsets = new HashMap<>();
    private int[] words = new int[256];
    private int count;

    BtfWriter() {
        strings.write(0);
        offsets.put("", 0);
    }

    /** Writes the head of a type's record. @param info number of parts, kind and flag @param third its size or another type */
    void type(String name, int kind, int parts, boolean flag, int third) {
        word(string(name));
        word(parts | kind << 24 | (flag ? 1 << 31 : 0));
        word(third);
    }

    void word(int word) {
        if (count == words.length) {
            words = Arrays.copyOf(words, 2 * count);
        }
        words[count++] = word;
    }

    int string(String text) {
        return offsets.computeIfAbsent(text, wanted -> {
            int at = strings.size();
            strings.writeBytes(wanted.getBytes(StandardCharsets.UTF_8));
            strings.write(0);
            return at;
        });
    }

    byte[] section() {
        ByteBuffer section = ByteBuffer.allocate(HEADER_BYTES + 4 * count + strings.size())
                .order(ByteOrder.LITTLE_ENDIAN);
        section.putShort((short) MAGIC).put((byte) 1).put((byte) 0).putInt(HEADER_BYTES);
        section.putInt(0).putInt(4 * count).putInt(4 * count).putInt(strings.size());
        for (int i = 0; i < count; i++) {
            section.putInt(words[i]);
        }
        return section.put(strings.toByteArray()).array();
    }
}
