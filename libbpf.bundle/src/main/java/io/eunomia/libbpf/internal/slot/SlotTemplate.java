package io.eunomia.libbpf.internal.slot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The compiled {@code slot.bpf.c}, in which the section's name can be replaced. The name is stored once in a string table,
 * where it also is the end of the relocation section's name; a shorter name ends with a zero.
 */
final class SlotTemplate {
    static final String PROGRAM = "slot_entry";
    static final String MAP = "slot";
    /** The length of the placeholder, which is the longest name that fits. */
    static final int LONGEST_SECTION = 256;
    private static final byte[] PLACEHOLDER = "x".repeat(LONGEST_SECTION).getBytes(StandardCharsets.US_ASCII);

    private final byte[] object;

    SlotTemplate() {
        try (InputStream in = SlotTemplate.class.getResourceAsStream("/bpf/slot.bpf.o")) {
            if (in == null) {
                throw new IllegalStateException("the bundle was built without bpf/slot.bpf.o");
            }
            object = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An object whose program lies in {@code section}. */
    byte[] forSection(String section) {
        byte[] name = section.getBytes(StandardCharsets.UTF_8);
        if (name.length > LONGEST_SECTION) {
            throw new IllegalArgumentException("section names have at most " + LONGEST_SECTION + " bytes here");
        }
        byte[] copy = object.clone();
        int found = 0;
        for (int at = find(copy, 0); at >= 0; at = find(copy, at + PLACEHOLDER.length)) {
            Arrays.fill(copy, at, at + PLACEHOLDER.length, (byte) 0);
            System.arraycopy(name, 0, copy, at, name.length);
            found++;
        }
        if (found == 0) {
            throw new IllegalStateException("bpf/slot.bpf.o has no section to be named");
        }
        return copy;
    }

    private static int find(byte[] where, int from) {
        for (int at = from; at + PLACEHOLDER.length <= where.length; at++) {
            if (where[at] == 'x' && Arrays.equals(where, at, at + PLACEHOLDER.length, PLACEHOLDER, 0,
                    PLACEHOLDER.length)) {
                return at;
            }
        }
        return -1;
    }
}
