package io.eunomia.libbpf.internal.link;

import io.eunomia.libbpf.AttachPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Explains why a tracepoint was not found: no tracefs, no such category, no such name; and suggests similar names. */
final class TracepointHint {
    private static final List<Path> ROOTS = List.of(Path.of("/sys/kernel/tracing/events"),
            Path.of("/sys/kernel/debug/tracing/events"));
    private static final int SHOWN = 5;

    private TracepointHint() {
    }

    static String of(AttachPoint point, String section) {
        if (point instanceof AttachPoint.Tracepoint tracepoint) {
            return of(tracepoint.category(), tracepoint.name());
        }
        String[] parts = section.split("/", 3);
        return parts.length == 3 ? of(parts[1], parts[2]) : "the section must read tracepoint/CATEGORY/NAME";
    }

    private static String of(String category, String name) {
        Path root = ROOTS.stream().filter(Files::isDirectory).findFirst().orElse(null);
        if (root == null) {
            return "tracefs is not mounted; run: mount -t tracefs tracefs /sys/kernel/tracing";
        }
        if (!Files.isDirectory(root.resolve(category))) {
            return "the kernel has no tracepoint category \"" + category + "\"" + like(root, category);
        }
        return "the kernel has no tracepoint \"" + name + "\" in category " + category
                + like(root.resolve(category), name);
    }

    /** Names with the same beginning, the longest match first, because people mistype the ends of names. */
    private static String like(Path folder, String wanted) {
        try (Stream<Path> entries = Files.list(folder)) {
            List<String> similar = entries.filter(Files::isDirectory).map(path -> path.getFileName().toString())
                    .filter(name -> alike(name, wanted) > wanted.length() / 2)
                    .sorted(Comparator.comparingInt((String name) -> -alike(name, wanted)).thenComparing(name -> name))
                    .limit(SHOWN).toList();
            return similar.isEmpty() ? "" : "; similar: " + String.join(", ", similar);
        } catch (IOException e) {
            return "";
        }
    }

    private static int alike(String name, String wanted) {
        int length = 0;
        while (length < Math.min(name.length(), wanted.length()) && name.charAt(length) == wanted.charAt(length)) {
            length++;
        }
        return length;
    }
}
