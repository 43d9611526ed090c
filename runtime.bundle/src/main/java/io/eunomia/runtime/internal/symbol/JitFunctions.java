package io.eunomia.runtime.internal.symbol;

import java.io.IOException;
import java.io.InputStream;

/**
 * Functions that a just-in-time compiler has written down as perf reads them (tools/perf/Documentation/jit-interface.txt): lines with
 * address and size in hexadecimal, and a name up to the end of the line. Of entries that overlap the last one counts. Immutable.
 */
final class JitFunctions implements Functions {
    static final JitFunctions NONE = new JitFunctions(SymbolTable.EMPTY);
    private static final int MOST_BYTES = 12 << 20;
    private static final int MOST_LINE = 8192;

    private final SymbolTable table;

    private JitFunctions(SymbolTable table) {
        this.table = table;
    }

    static JitFunctions read(InputStream in) throws IOException {
        SymbolTableBuilder builder = new SymbolTableBuilder(MOST_BYTES);
        byte[] block = new byte[1 << 16];
        byte[] line = new byte[MOST_LINE];
        int length = 0;
        boolean cut = false;
        for (int count = in.read(block); count >= 0; count = in.read(block)) {
            for (int i = 0; i < count; i++) {
                if (block[i] == '\n') {
                    if (!cut) {
                        line(line, length, builder);
                    }
                    length = 0;
                    cut = false;
                } else if (length < MOST_LINE) {
                    line[length++] = block[i];
                } else {
                    // Half a name would be a wrong one.
                    cut = true;
                }
            }
        }
        // A last line without an end is still being written.
        return new JitFunctions(builder.build(true, 1));
    }

    private static void line(byte[] line, int length, SymbolTableBuilder builder) {
        int first = end(line, 0, length);
        int second = end(line, first + 1, length);
        long start = number(line, 0, first);
        long size = number(line, first + 1, second);
        int from = second + 1;
        int last = length;
        while (last > from && (line[last - 1] == '\r' || line[last - 1] == ' ')) {
            last--;
        }
        for (int i = from; i < last; i++) {
            if (line[i] == 0) {
                return;
            }
        }
        if (start > 0 && size > 0 && last > from) {
            builder.add(start, size, 0, line, from, last - from);
        }
    }

    private static int end(byte[] line, int from, int length) {
        int end = from;
        while (end < length && line[end] != ' ') {
            end++;
        }
        return end;
    }

    /** Reads a number with or without {@code 0x}. @return -1 if it is none */
    private static long number(byte[] line, int from, int to) {
        int at = to - from > 2 && line[from] == '0' && line[from + 1] == 'x' ? from + 2 : from;
        if (at >= to || to - at > 16) {
            return -1;
        }
        long number = 0;
        for (; at < to; at++) {
            int digit = Character.digit(line[at], 16);
            if (digit < 0) {
                return -1;
            }
            number = number << 4 | digit;
        }
        return number;
    }

    int size() {
        return table.size();
    }

    @Override
    public long bytes() {
        return table.bytes();
    }

    @Override
    public Frame find(long address, String module) {
        int found = table.findLast(address);
        return found < 0 ? null : Frame.known(table.name(found), module, address - table.start(found));
    }
}
