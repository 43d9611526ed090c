package io.eunomia.runtime.internal.symbol;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What {@code /proc/PID/status} says of a process.
 *
 * @param innerPid its number in its own pid namespace
 * @param user its effective one
 * @param caught a bit for each signal that it handles, that of signal 1 first
 */
public record ProcessStatus(int innerPid, int user, long caught) {
    private static final int MOST_BYTES = 1 << 16;

    /** @throws IOException when it has gone */
    static ProcessStatus read(Path folder) throws IOException {
        int pid = -1;
        int user = -1;
        long caught = 0;
        try {
            for (String line : text(folder.resolve("status")).split("\n")) {
                String[] parts = line.split("\\s+");
                switch (parts[0]) {
                    case "NSpid:" -> pid = Integer.parseInt(parts[parts.length - 1]);
                    case "Uid:" -> user = Integer.parseUnsignedInt(parts[2]);
                    case "SigCgt:" -> caught = Long.parseUnsignedLong(parts[1], 16);
                    default -> { }
                }
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new IOException(folder + "/status cannot be understood", e);
        }
        if (pid < 0) {
            throw new IOException(folder + "/status names no process");
        }
        return new ProcessStatus(pid, user, caught);
    }

    boolean catches(int signal) {
        return (caught >>> signal - 1 & 1) != 0;
    }

    /** Reads when a process began, in clock ticks since the boot (proc(5), field 22). @return -1 if there is none */
    public static long start(Path folder) {
        try {
            String stat = text(folder.resolve("stat"));
            // The name in parentheses may have blanks and parentheses itself.
            String[] parts = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
            return Long.parseLong(parts[19]);
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            return -1;
        }
    }

    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1);
        }
    }
}
