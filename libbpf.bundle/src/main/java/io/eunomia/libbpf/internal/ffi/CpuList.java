package io.eunomia.libbpf.internal.ffi;

import io.eunomia.libbpf.BpfException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** Reads the kernel's lists of CPUs in /sys/devices/system/cpu, such as {@code 0-3,8}. */
public final class CpuList {
    private static final Path FOLDER = Path.of("/sys/devices/system/cpu");

    private CpuList() {
    }

    /** Numbers of the CPUs that are running now. */
    public static int[] online() {
        return read("online");
    }

    /** Numbers of the CPUs that may ever run. */
    public static int[] possible() {
        return read("possible");
    }

    private static int[] read(String name) {
        Path file = FOLDER.resolve(name);
        try {
            return parse(Files.readString(file).strip());
        } catch (IOException | NumberFormatException e) {
            throw new BpfException("read CPU list", file.toString(), 0, "is sysfs mounted on /sys?", e);
        }
    }

    /** @param list ranges separated by commas; may be empty */
    static int[] parse(String list) {
        IntStream cpus = IntStream.empty();
        for (String range : list.isEmpty() ? new String[0] : list.split(",")) {
            String[] ends = range.split("-", 2);
            cpus = IntStream.concat(cpus,
                    IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1])));
        }
        return cpus.toArray();
    }
}
