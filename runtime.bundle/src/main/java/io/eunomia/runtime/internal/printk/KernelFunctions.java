package io.eunomia.runtime.internal.printk;

import io.eunomia.libbpf.BpfProgram.Code;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds where functions of the kernel lie, from its symbol table. That is some 10 MB of text, so it is read only when it is
 * needed.
 */
final class KernelFunctions {
    private static final Path SYMBOLS = Path.of("/proc/kallsyms");
    private static final String TYPES_OF_CODE = "tTwW";

    private KernelFunctions() {
    }

    /** Finds functions by name. @return empty when addresses are hidden from this process, or no function has such a name */
    static List<Code> named(Pattern names) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(SYMBOLS, StandardCharsets.ISO_8859_1)) {
            return named(names, lines);
        }
    }

    /**
     * Finds functions in the table. A function reaches to the next one, because the kernel's own symbols are in the order
     * of their addresses.
     */
    private static List<Code> named(Pattern names, BufferedReader lines) throws IOException {
        List<Code> found = new ArrayList<>();
        long start = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            int blank = line.indexOf(' ');
            // Symbols of modules, and of programs, follow those of the kernel.
            if (blank <= 0 || line.length() < blank + 4 || line.indexOf('\t') >= 0) {
                continue;
            }
            long address = Long.parseUnsignedLong(line, 0, blank, 16);
            if (start != 0 && Long.compareUnsigned(address, start) > 0) {
                found.add(new Code(start, address));
                start = 0;
            }
            boolean code = TYPES_OF_CODE.indexOf(line.charAt(blank + 1)) >= 0;
            if (start == 0 && address != 0 && code && names.matcher(line.substring(blank + 3)).matches()) {
                start = address;
            }
        }
        return found;
    }
}
