package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.ProgramFile;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;

/** An attach target as it was written, with the program it is for: what the words of all kinds of targets have in common. */
final class TargetText {
    private final ProgramFile program;
    private final String text;

    TargetText(ProgramFile program, String text) {
        this.program = program;
        this.text = text.strip();
    }

    @Override
    public String toString() {
        return text;
    }

    /** Removes an optional prefix: {@code kprobe/f}, {@code kprobe:f} and {@code f} mean the same. */
    String without(String prefix) {
        boolean prefixed = text.length() > prefix.length() + 1 && text.startsWith(prefix)
                && (text.charAt(prefix.length()) == '/' || text.charAt(prefix.length()) == ':');
        return prefixed ? text.substring(prefix.length() + 1) : text;
    }

    /** Reads a number from 1. */
    long positive(String digits) {
        long value = number(digits);
        if (value == 0) {
            throw wrong("a number from 1 instead of 0");
        }
        return value;
    }

    /** Reads a number up to what an int takes. */
    int whole(String digits) {
        long value = number(digits);
        if (value > Integer.MAX_VALUE) {
            throw wrong("a number up to " + Integer.MAX_VALUE + " instead of \"" + digits + '"');
        }
        return (int) value;
    }

    /** Reads a number, decimal or 0x with hexadecimal digits. */
    long number(String digits) {
        try {
            long value = Long.decode(digits);
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            // The failure is reported below, as for a negative number.
        }
        throw wrong("a number instead of \"" + digits + '"');
    }

    /** Returns the failure that says what is understood. */
    TrackerException wrong(String expected) {
        return new TrackerException(Failure.of(FailureKind.BAD_REQUEST, "attach target \"" + text
                + "\" of program \"" + program.name() + "\" (" + program.section() + ") is not understood",
                "expected " + expected));
    }
}
