package io.eunomia.runtime.internal.symbol;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Tells whether the kernel shows this process where its functions are. Stateless: any thread. */
public final class KernelFunctions {
    static final Path FILE = Path.of("/proc/kallsyms");
    private static final int LINES = 64;

    private KernelFunctions() {
    }

    /** Returns why it does not, and what to do about it; empty if it does. Takes less than a millisecond. */
    public static Optional<String> problem() {
        try (BufferedReader lines = Files.newBufferedReader(FILE, StandardCharsets.ISO_8859_1)) {
            for (int i = 0; i < LINES; i++) {
                String line = lines.readLine();
                if (line != null && line.matches("0*[1-9a-f].*")) {
                    return Optional.empty();
                }
            }
            return Optional.of(hidden());
        } catch (IOException e) {
            return Optional.of(unreadable(FILE, e));
        }
    }

    static String hidden() {
        return "the kernel shows no addresses of its functions, so they are shown as numbers: it needs CAP_SYSLOG (systemd:"
                + " CapabilityBoundingSet=… CAP_SYSLOG) and kernel.kptr_restrict below 2";
    }

    static String unreadable(Path file, IOException e) {
        return "the kernel's functions are shown as numbers, because " + file + " cannot be read: " + e.getMessage()
                + " (in a systemd unit ProtectKernelTunables=yes hides it)";
    }
}
