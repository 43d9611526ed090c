package io.eunomia.libbpf.internal.target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds the file for a name without a slash: {@code libc}, {@code libssl.so.3}, {@code bash}. For a given process this is the
 * library that it has loaded; otherwise the file that the dynamic linker, or the shell for a program, would take.
 */
public final class TargetFiles {
    private static final List<String> LIBRARY_FOLDERS = List.of("/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu",
            "/lib/aarch64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/lib64", "/usr/lib64", "/usr/local/lib", "/lib",
            "/usr/lib");
    private static final List<String> PROGRAM_FOLDERS = List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin",
            "/usr/bin", "/sbin", "/bin");

    private final Path root;

    /** @param root {@code /}, or a folder that stands for it */
    public TargetFiles(Path root) {
        this.root = root;
    }

    /**
     * @param name without a slash
     * @param pid the process whose libraries are meant, or -1
     * @return the file's path; empty when there is none of this name
     */
    public Optional<String> find(String name, int pid) {
        return pid >= 0 ? ofProcess(name, pid) : library(name).or(() -> program(name));
    }

    /** Tells whether a name stands for a library: {@code libc} and {@code libc-2.36.so} both do for {@code libc.so.6}. */
    private static boolean means(String name, String soname) {
        return soname.contains(".so") && soname.equals(name) || soname.startsWith(name + ".so")
                || soname.matches(java.util.regex.Pattern.quote(name) + "-[0-9.]+\\.so");
    }

    private Optional<String> library(String name) {
        Map<String, String> cache = LibraryCache.read(root.resolve("etc/ld.so.cache"));
        Optional<String> cached = Optional.ofNullable(cache.get(name)).or(() -> cache.entrySet().stream()
                .filter(entry -> means(name, entry.getKey())).map(Map.Entry::getValue).findFirst());
        return cached.filter(file -> Files.exists(root.resolve(file.substring(1))))
                .or(() -> LIBRARY_FOLDERS.stream().flatMap(folder -> inFolder(folder, name)).findFirst());
    }

    private Stream<String> inFolder(String folder, String name) {
        try (Stream<Path> all = Files.list(root.resolve(folder.substring(1)))) {
            return all.map(path -> path.getFileName().toString()).filter(file -> means(name, file)).sorted()
                    .map(file -> folder + '/' + file).toList().stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private Optional<String> program(String name) {
        List<String> folders = new ArrayList<>(List.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":")));
        folders.addAll(PROGRAM_FOLDERS);
        return folders.stream().filter(folder -> folder.startsWith("/")).map(folder -> folder + '/' + name)
                .filter(file -> Files.isExecutable(root.resolve(file.substring(1)))
                        && Files.isRegularFile(root.resolve(file.substring(1)))).findFirst();
    }

    private Optional<String> ofProcess(String name, int pid) {
        return loaded(pid).stream().filter(file -> means(name, fileName(file)) || fileName(file).equals(name))
                .findFirst().map(file -> view(pid, file));
    }

    /** The names of the files that a process has loaded; empty when there is no such process or we may not look at it. */
    public List<String> loadedNames(int pid) {
        return List.copyOf(new TreeSet<>(loaded(pid).stream().map(TargetFiles::fileName).toList()));
    }

    /** The mapped files of {@code /proc/PID/maps} that hold code, each once. */
    private List<String> loaded(int pid) {
        try {
            return Files.readAllLines(root.resolve("proc/" + pid + "/maps")).stream().map(line -> line.split(" +", 6))
                    .filter(parts -> parts.length == 6 && parts[1].contains("x") && parts[5].startsWith("/")
                            && !parts[5].endsWith(" (deleted)"))
                    .map(parts -> parts[5]).distinct().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The path through which we see a file of a process: one in a container has a root of its own. */
    private String view(int pid, String file) {
        try {
            boolean here = Files.isSameFile(Path.of("/proc/" + pid + "/ns/mnt"), Path.of("/proc/self/ns/mnt"))
                    && Files.readSymbolicLink(Path.of("/proc/" + pid + "/root")).equals(Path.of("/"));
            return here ? file : "/proc/" + pid + "/root" + file;
        } catch (IOException e) {
            return "/proc/" + pid + "/root" + file;
        }
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
