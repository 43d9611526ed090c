package io.eunomia.runtime.internal.symbol;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The memory with code of one process at one time. Immutable. */
final class ProcessMaps {
    static final ProcessMaps NONE = new ProcessMaps(List.of(), 0);
    private static final int MOST_BYTES = 4 << 20;
    private static final int MOST_MAPPINGS = 16_384;

    private final Mapping[] mappings;
    private final int hash;

    private ProcessMaps(List<Mapping> mappings, int hash) {
        this.mappings = mappings.toArray(Mapping[]::new);
        this.hash = hash;
    }

    /**
     * Reads {@code /proc/PID/maps}.
     *
     * @param former returned if nothing has changed
     * @throws IOException when the process is gone, or this one may not look at it
     */
    static ProcessMaps read(Path maps, ProcessMaps former) throws IOException {
        byte[] text;
        try (InputStream in = Files.newInputStream(maps)) {
            text = in.readNBytes(MOST_BYTES);
        }
        int hash = Arrays.hashCode(text);
        return hash == former.hash ? former : new ProcessMaps(parse(new String(text, StandardCharsets.UTF_8)), hash);
    }

    static List<Mapping> parse(String text) {
        List<Mapping> found = new ArrayList<>();
        for (String line : text.split("\n")) {
            String[] parts = line.split(" +", 6);
            if (parts.length >= 5 && parts[1].length() > 2 && parts[1].charAt(2) == 'x' && found.size() < MOST_MAPPINGS) {
                mapping(parts).ifPresent(found::add);
            }
        }
        return found;
    }

    private static Optional<Mapping> mapping(String[] parts) {
        try {
            int dash = parts[0].indexOf('-');
            // The kernel writes a line break in a name as \012 and no other character so (seq_file_path).
            String path = parts.length < 6 ? "" : parts[5].replace("\\012", "\n");
            return dash < 0 ? Optional.empty() : Optional.of(new Mapping(Long.parseUnsignedLong(parts[0], 0, dash, 16),
                    Long.parseUnsignedLong(parts[0], dash + 1, parts[0].length(), 16), Long.parseUnsignedLong(parts[2], 16),
                    parts[3], Long.parseUnsignedLong(parts[4]), path));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    boolean isEmpty() {
        return mappings.length == 0;
    }

    List<Mapping> all() {
        return List.of(mappings);
    }

    /** The kernel lists mappings by their addresses, so they can be searched. @return null if the address is in none */
    Mapping find(long address) {
        int low = 0;
        int high = mappings.length - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            if (mappings[middle].contains(address)) {
                return mappings[middle];
            } else if (Long.compareUnsigned(mappings[middle].start(), address) > 0) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        return null;
    }
}
