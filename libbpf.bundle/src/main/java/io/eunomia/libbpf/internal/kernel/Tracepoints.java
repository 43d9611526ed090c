package io.eunomia.libbpf.internal.kernel;

import io.eunomia.libbpf.kernel.ProbeResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads from tracefs the numbers of tracepoints, and which functions ftrace can hook. */
final class Tracepoints {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]+");

    private final SystemFiles files;

    Tracepoints(SystemFiles files) {
        this.files = files;
    }

    /** The reason why tracefs cannot be read; empty if it can. */
    Optional<ProbeResult> hidden() {
        Optional<Path> folder = folder();
        if (folder.isEmpty()) {
            return Optional.of(new ProbeResult.Inconclusive(
                    "tracefs is not mounted: mount -t tracefs tracefs /sys/kernel/tracing"));
        }
        return Files.isDirectory(folder.get().resolve("events")) ? Optional.empty()
                : Optional.of(new ProbeResult.Inconclusive(folder.get() + " is not readable: run as root, or mount it"
                        + " for a group: mount -o remount,gid=GROUP,mode=750 " + folder.get()));
    }

    private Optional<Path> folder() {
        MountTable mounts = new MountTable(files);
        return mounts.find("tracefs").or(() -> mounts.find("debugfs").map(debug -> debug.resolve("tracing")))
                .map(mounted -> files.path(mounted.toString()));
    }

    /** The number of a tracepoint; empty if there is none of this name, or it cannot be a name. */
    Optional<Integer> id(String category, String name) {
        if (!NAME.matcher(category).matches() || !NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        return folder().map(folder -> folder.resolve("events").resolve(category).resolve(name).resolve("id"))
                .flatMap(Tracepoints::number);
    }

    private static Optional<Integer> number(Path file) {
        try {
            return Optional.of(Integer.valueOf(Files.readString(file).strip()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Tells whether ftrace can hook a function; empty when the list cannot be read, or is empty because ftrace is lacking. */
    Optional<Boolean> traceable(String function) {
        return folder().map(folder -> folder.resolve("available_filter_functions"))
                .flatMap(file -> contains(file, function));
    }

    /** Looks for a function in the file, whose lines are {@code name} or {@code name [module]}. */
    private static Optional<Boolean> contains(Path file, String function) {
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            String line = reader.readLine();
            boolean any = line != null;
            while (line != null && !(line.startsWith(function)
                    && (line.length() == function.length() || line.charAt(function.length()) == ' '))) {
                line = reader.readLine();
            }
            return any ? Optional.of(line != null) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
