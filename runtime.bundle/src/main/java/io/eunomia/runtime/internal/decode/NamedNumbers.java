package io.eunomia.runtime.internal.decode;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses numbers that are shown by a name: {@code SIGKILL}, {@code ENOENT}, {@code O_RDWR|O_CREAT}, {@code 8:1}. */
public final class NamedNumbers {
    private static final Pattern DEVICE = Pattern.compile("([0-9]{1,4}):([0-9]{1,7})");
    private static final Pattern OCTAL = Pattern.compile("0[0-7]{1,21}");
    /** The kernel's dev_t: 12 bits of major number, 20 of minor (include/linux/kdev_t.h). */
    private static final int MINOR_BITS = 20;
    private static final int MAJOR_BITS = 12;
    /** AT_FDCWD of fcntl.h. */
    private static final long CURRENT_FOLDER = -100;
    private static final OpenFlags OPEN_FLAGS = new OpenFlags(System.getProperty("os.arch"));

    private NamedNumbers() {
    }

    /** Tells whether numbers with this show rule are shown by something else than their digits. */
    public static boolean named(String show) {
        return switch (show) {
            case "signal", "errno", "errno_positive", "result", "family", "tcp_state", "open_flags", "file_mode", "dirfd", "dev",
                    "syscall", "capability" -> true;
            default -> false;
        };
    }

    /** Tells whether the running system knows the names of numbers with this show rule, so that they are compared as text. */
    public static boolean lookedUp(String show) {
        return ShowRule.named(show).map(rule -> rule.lookedUp() != null || rule.stack()).orElse(false);
    }

    /**
     * Parses a number.
     *
     * @param show label of a show rule
     * @return empty when no number is shown like this
     */
    public static OptionalLong number(String show, String text) {
        return switch (show) {
            case "open_flags" -> OPEN_FLAGS.parse(text);
            case "file_mode" -> OCTAL.matcher(text).matches() ? OptionalLong.of(Long.parseUnsignedLong(text, 8))
                    : OptionalLong.empty();
            case "dirfd" -> text.equals("AT_FDCWD") ? OptionalLong.of(CURRENT_FOLDER) : OptionalLong.empty();
            case "dev" -> device(text);
            default -> byName(NumberNames.numbers(show), show, text);
        };
    }

    private static OptionalLong byName(Map<String, Long> numbers, String show, String text) {
        Long number = numbers.get(text);
        if (number == null && show.equals("signal")) {
            number = numbers.get("SIG" + text);
        }
        return number == null ? OptionalLong.empty() : OptionalLong.of(number);
    }

    private static OptionalLong device(String text) {
        Matcher device = DEVICE.matcher(text);
        if (!device.matches()) {
            return OptionalLong.empty();
        }
        long major = Long.parseLong(device.group(1));
        long minor = Long.parseLong(device.group(2));
        boolean fits = major >>> MAJOR_BITS == 0 && minor >>> MINOR_BITS == 0;
        return fits ? OptionalLong.of(major << MINOR_BITS | minor) : OptionalLong.empty();
    }

    /** Returns the names there are, for messages; empty where they are not a list. */
    public static List<String> names(String show) {
        return switch (show) {
            case "open_flags" -> OPEN_FLAGS.names();
            case "dirfd" -> List.of("AT_FDCWD");
            default -> List.copyOf(NumberNames.numbers(show).keySet());
        };
    }

    /** Returns an example of a value of such a show rule; empty for show rules without names. */
    public static String example(String show) {
        return switch (show) {
            case "signal" -> "SIGKILL or 9";
            case "errno", "result" -> "ENOENT or -2";
            case "errno_positive" -> "ENOENT or 2";
            case "syscall" -> "openat or 257";
            case "capability" -> "CAP_SYS_ADMIN or 21";
            case "family" -> "AF_INET or 2";
            case "tcp_state" -> "LISTEN or 10";
            case "open_flags" -> "O_RDWR|O_CREAT or 0x42";
            case "file_mode" -> "0644 or 420";
            case "dirfd" -> "AT_FDCWD or -100";
            case "dev" -> "8:1 or 8388609";
            default -> "";
        };
    }
}
