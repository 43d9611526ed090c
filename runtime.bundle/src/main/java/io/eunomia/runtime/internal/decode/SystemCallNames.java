package io.eunomia.runtime.internal.decode;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The names of this architecture's system calls. The tables are read when the first is asked for; they do not change. */
final class SystemCallNames {
    /** Marks numbers of x32 (arch/x86/include/uapi/asm/unistd.h), which mean other calls. */
    private static final int X32 = 0x40000000;
    private static final int MOST = 1024;

    /** Reads the table once. */
    private static final class Table {
        private static final byte[][] NAMES = read();

        private static byte[][] read() {
            String file = System.getProperty("os.arch").equals("aarch64") ? "syscalls-aarch64.txt" : "syscalls-x86_64.txt";
            byte[][] names = new byte[MOST][];
            try (InputStream in = SystemCallNames.class.getResourceAsStream(file);
                    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    int blank = line.indexOf(' ');
                    if (!line.startsWith("#")) {
                        names[Integer.parseInt(line, 0, blank, 10)] = line.substring(blank + 1).getBytes(StandardCharsets.US_ASCII);
                    }
                }
                return names;
            } catch (IOException e) {
                throw new UncheckedIOException("the table of system calls cannot be read", e);
            }
        }
    }

    private SystemCallNames() {
    }

    /** @return null for a number without a name */
    static byte[] name(long number) {
        return number < 0 || number >= MOST ? null : Table.NAMES[(int) number];
    }

    /** Tells whether it is the number of a call by another convention, whose table this is not. */
    static boolean compat(long number) {
        return (number & X32) != 0 && (number & 0xffffffffL) >> 31 == 0;
    }

    static Map<String, Long> numbers() {
        Map<String, Long> numbers = new LinkedHashMap<>();
        for (int i = 0; i < MOST; i++) {
            if (Table.NAMES[i] != null) {
                numbers.put(new String(Table.NAMES[i], StandardCharsets.US_ASCII), (long) i);
            }
        }
        return numbers;
    }
}
