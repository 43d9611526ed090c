package io.eunomia.runtime.internal.symbol;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads {@code /proc/kallsyms}: an address in hexadecimal, a letter for the kind as in nm(1), the name, and for what a module or a BPF
 * program brought a tab and its name in brackets (kernel/kallsyms.c, s_show).
 */
final class Kallsyms {
    private static final int MOST_LINE = 1024;

    /** Takes one symbol. The bytes are used again afterwards. */
    interface Visitor {
        /** @param module length of the module's name without brackets, which begins at {@code moduleFrom}; 0 for the kernel's own */
        void symbol(long address, char kind, byte[] line, int from, int length, int moduleFrom, int module);
    }

    private Kallsyms() {
    }

    static void read(InputStream in, Visitor visitor) throws IOException {
        byte[] block = new byte[1 << 16];
        byte[] line = new byte[MOST_LINE];
        int length = 0;
        for (int count = in.read(block); count >= 0; count = in.read(block)) {
            for (int i = 0; i < count; i++) {
                if (block[i] == '\n') {
                    line(line, length, visitor);
                    length = 0;
                } else if (length < MOST_LINE) {
                    line[length++] = block[i];
                }
            }
        }
        line(line, length, visitor);
    }

    private static void line(byte[] line, int length, Visitor visitor) {
        int at = 0;
        long address = 0;
        for (; at < length && Character.digit(line[at], 16) >= 0; at++) {
            address = address << 4 | Character.digit(line[at], 16);
        }
        if (at == 0 || at > 16 || at + 4 > length || length == MOST_LINE || line[at] != ' ' || line[at + 2] != ' ') {
            return;
        }
        int name = at + 3;
        int end = name;
        while (end < length && line[end] != '\t' && line[end] != ' ') {
            end++;
        }
        boolean module = end + 3 < length && line[end + 1] == '[' && line[length - 1] == ']';
        visitor.symbol(address, (char) line[at + 1], line, name, end - name, end + 2, module ? length - end - 3 : 0);
    }
}
