package io.eunomia.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The BPF programs, maps and links that a process holds, by kernel id: other processes on the machine hold theirs at the
 * same time.
 *
 * @param ids such as {@code prog 12}
 */
public record KernelObjects(Set<String> ids) {
    private static final Pattern ID = Pattern.compile("^(prog|map|link)_id:\\s*([0-9]+)$", Pattern.MULTILINE);

    public static KernelObjects of(long pid) {
        Set<String> ids = new TreeSet<>();
        try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fdinfo"))) {
            files.forEach(file -> collect(file, ids));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new KernelObjects(ids);
    }

    private static void collect(Path file, Set<String> into) {
        try {
            Matcher matcher = ID.matcher(Files.readString(file));
            while (matcher.find()) {
                into.add(matcher.group(1) + " " + matcher.group(2));
            }
        } catch (IOException e) {
            // Closed in the meantime: nothing else keeps root from reading it.
        }
    }

    public KernelObjects minus(KernelObjects others) {
        return new KernelObjects(ids.stream().filter(id -> !others.ids.contains(id)).collect(Collectors.toSet()));
    }

    /** The kernel's ids of the maps. */
    public List<String> maps() {
        return ids.stream().filter(id -> id.startsWith("map")).map(id -> id.substring("map ".length())).toList();
    }

    public Set<String> links() {
        return ids.stream().filter(id -> id.startsWith("link")).collect(Collectors.toSet());
    }

    public Set<String> programs() {
        return ids.stream().filter(id -> id.startsWith("prog")).collect(Collectors.toSet());
    }

    /** Those that the kernel still has, asked with bpftool; the kernel frees programs and maps some ms after the last use. */
    public Set<String> alive() {
        return ids.stream().filter(KernelObjects::exists).collect(Collectors.toSet());
    }

    /** How many programs of this name the kernel has, whoever holds them. */
    public static long programsNamed(String name) {
        return Bpftool.run("prog", "list").lines().filter(line -> line.contains(" name " + name + " ")).count();
    }

    public void awaitGone() {
        Await.until("kernel objects to be gone", Await.LONG, () -> alive().isEmpty(), () -> alive().toString());
    }

    private static boolean exists(String id) {
        String[] words = id.split(" ");
        try (Running bpftool = Bpftool.start(words[0], "show", "id", words[1])) {
            return bpftool.finish(Await.LONG).exit() == 0;
        }
    }
}
