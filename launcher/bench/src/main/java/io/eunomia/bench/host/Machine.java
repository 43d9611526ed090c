package io.eunomia.bench.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the figures were measured on. */
public final class Machine {
    private Machine() {
    }

    public static String describe() {
        List<String> cpus = Proc.cpuModel();
        return "Linux " + System.getProperty("os.version") + ", " + cpus.size() + " × "
                + (cpus.isEmpty() ? System.getProperty("os.arch") : cpus.get(0)) + ", "
                + String.join(" and ", Jdk.all().values().stream().map(jdk -> "JDK " + jdk.version()).toList());
    }

    /** Of the last minute: what else the machine had to do. */
    public static String load() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
