package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.text.HexText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * Writes and parses flags of open(2): {@code O_RDWR|O_CREAT} (include/uapi/asm-generic/fcntl.h and
 * arch/arm64/include/uapi/asm/fcntl.h).
 */
final class OpenFlags {
    private static final int ACCESS_MODE = 3;
    private static final List<String> ACCESS_MODES = List.of("O_RDONLY", "O_WRONLY", "O_RDWR", "O_ACCMODE");
    private static final int O_SYNC = 0x101000;

    private final int[] bits;
    private final String[] names;

    OpenFlags(String architecture) {
        boolean arm = architecture.equals("aarch64");
        this.bits = new int[] {O_SYNC, 0x40, 0x80, 0x100, 0x200, 0x400, 0x800, 0x1000, 0x2000, 0x80000, 0x40000, 0x200000,
            0x400000 | (arm ? 0x4000 : 0x10000), arm ? 0x10000 : 0x4000, arm ? 0x20000 : 0x8000,
            arm ? 0x4000 : 0x10000, arm ? 0x8000 : 0x20000};
        this.names = new String[] {"O_SYNC", "O_CREAT", "O_EXCL", "O_NOCTTY", "O_TRUNC", "O_APPEND", "O_NONBLOCK",
            "O_DSYNC", "FASYNC", "O_CLOEXEC", "O_NOATIME", "O_PATH", "O_TMPFILE", "O_DIRECT", "O_LARGEFILE",
            "O_DIRECTORY", "O_NOFOLLOW"};
    }

    /** Parses text that {@link #append} writes, or a part of it. @return empty for a word that is no flag */
    OptionalLong parse(String text) {
        long value = 0;
        for (String word : text.split("\\|", -1)) {
            int access = ACCESS_MODES.indexOf(word);
            int flag = Arrays.asList(names).indexOf(word);
            if (access >= 0) {
                value |= access;
            } else if (flag >= 0) {
                value |= bits[flag];
            } else if (word.matches("0x[0-9a-fA-F]{1,8}")) {
                value |= Long.parseLong(word.substring(2), 16);
            } else {
                return OptionalLong.empty();
            }
        }
        return OptionalLong.of(value);
    }

    List<String> names() {
        List<String> all = new ArrayList<>(ACCESS_MODES.subList(0, 3));
        all.addAll(Arrays.asList(names));
        return all;
    }

    void append(long value, Utf8Sink out) {
        int rest = (int) value & ~ACCESS_MODE;
        out.ascii(ACCESS_MODES.get((int) value & ACCESS_MODE));
        for (int i = 0; i < bits.length; i++) {
            if ((rest & bits[i]) == bits[i]) {
                out.put('|').ascii(names[i]);
                rest &= ~bits[i];
            }
        }
        if (rest != 0) {
            out.ascii("|0x");
            HexText.minimal(rest & 0xffffffffL, out);
        }
    }
}
