package io.eunomia.launcher.internal.config;

import com.electronwill.nightconfig.core.UnmodifiableConfig;
import com.electronwill.nightconfig.core.io.ParsingException;
import com.electronwill.nightconfig.toml.TomlParser;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.StartOptions.ExportRequest;
import io.eunomia.runtime.file.RegularFile;
import io.eunomia.runtime.file.TrustedPath;
import io.eunomia.shell.text.NearestWord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a TOML file of settings. An unknown key is an error, so that no typing mistake passes for a setting. */
public final class SettingsFile {
    private static final Set<String> KEYS = Set.of("listen", "state", "builtin", "libbpf", "btf", "watch",
            "watch_interval_ms", "watch_adopt", "allow_code", "limits", "persist", "tracker");
    private static final Set<String> TRACKER_KEYS = Set.of("name", "file", "args", "attach", "without", "lenient", "table", "hist", "stacks", "jvm_maps", "map",
            "export", "btf", "adopt", "persist");
    private static final Set<String> PERSIST_KEYS = Set.of("all");

    private static final int MOST_BYTES = 1 << 20;
    private static final long MOST_INTERVAL_MILLIS = 86_400_000;
    /** The limit of nesting, because the parser calls itself for each level; a sensible file has three. */
    private static final int MOST_LEVELS = 50;

    private final Path path;
    private final String text;

    private SettingsFile(Path path, String text) {
        this.path = path;
        this.text = text;
    }

    /** Reads the file. @throws ConfigException naming file, line and key, or who else could change the file */
    public static ServerSettings read(Path path) {
        try {
            TrustedPath.distrust(path).ifPresent(distrust -> {
                throw new ConfigException(path + ": " + distrust.problem()
                        + ", and whoever can write there decides what this daemon loads: " + distrust.remedy());
            });
            return new SettingsFile(path, text(path)).settings();
        } catch (IOException e) {
            throw new ConfigException(path + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String text(Path path) throws IOException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(RegularFile.read(path, MOST_BYTES))).toString();
    }

    private ServerSettings settings() {
        Section root = section(parse(), "", KEYS);
        List<ServerSettings.TrackerEntry> trackers = new ArrayList<>();
        for (UnmodifiableConfig entry : root.tables("tracker")) {
            trackers.add(tracker(section(entry, "tracker", TRACKER_KEYS)));
        }
        return new ServerSettings(root.text("listen").map(this::address), root.path("state"),
                root.truth("builtin"), root.path("libbpf").map(Path::toString), root.path("btf"), root.path("watch"),
                root.number("watch_interval_ms", MOST_INTERVAL_MILLIS).map(Duration::ofMillis),
                root.truth("watch_adopt"), root.truth("allow_code"), persistsAll(root), limits(root), trackers);
    }

    private UnmodifiableConfig parse() {
        requireFlat();
        try {
            return new TomlParser().parse(text);
        } catch (ParsingException | NumberFormatException | IndexOutOfBoundsException e) {
            throw new ConfigException(path + ":" + lineOf(e) + ": not TOML: " + PrintableText.shown(e.getMessage()), e);
        } catch (StackOverflowError e) {
            throw tooDeep(firstTooDeep());
        }
    }

    /**
     * Refuses lines that nest too deep. It looks at each line alone, because brackets in texts and comments count as well,
     * and over the whole file there may be many.
     */
    private void requireFlat() {
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (levels(line) > MOST_LEVELS) {
                throw tooDeep(number);
            }
        }
    }

    private static long levels(String line) {
        return line.chars().map(c -> c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0).sum();
    }

    private ConfigException tooDeep(int line) {
        return new ConfigException(path + ":" + line + ": lists and tables are nested more than " + MOST_LEVELS + " levels deep");
    }

    private int firstTooDeep() {
        int number = 0;
        long depth = 0;
        for (String line : text.lines().toList()) {
            number++;
            depth += levels(line);
            if (depth > MOST_LEVELS) {
                break;
            }
        }
        return number;
    }

    /** Finds the line of a failure, which the parser does not tell: the first line up to which the parser says the same. */
    private int lineOf(RuntimeException failure) {
        StringBuilder before = new StringBuilder();
        int number = 0;
        for (String line : text.lines().toList()) {
            before.append(line).append('\n');
            number++;
            try {
                new TomlParser().parse(before.toString());
            } catch (ParsingException | NumberFormatException | IndexOutOfBoundsException e) {
                if (String.valueOf(e.getMessage()).equals(String.valueOf(failure.getMessage()))) {
                    return number;
                }
            }
        }
        return Math.max(1, number);
    }

    private ListenAddress address(String value) {
        try {
            return ListenAddress.parse(value);
        } catch (ConfigException e) {
            throw new ConfigException(path + ":" + line("listen") + ": " + e.getMessage(), e);
        }
    }

    private Map<Limit, Long> limits(Section root) {
        Map<Limit, Long> limits = new EnumMap<>(Limit.class);
        root.table("limits").ifPresent(table -> {
            Section section = section(table, "limits", Limit.keys());
            for (Limit limit : Limit.values()) {
                section.number(limit.key(), limit.most()).ifPresent(value -> limits.put(limit, value));
            }
        });
        return limits;
    }

    private Optional<Boolean> persistsAll(Section root) {
        return root.table("persist").flatMap(table -> section(table, "persist", PERSIST_KEYS).truth("all"));
    }

    private ServerSettings.TrackerEntry tracker(Section section) {
        Optional<String> name = section.text("name");
        Optional<Path> file = section.path("file")
                .map(value -> path.toAbsolutePath().getParent().resolve(value));
        if (name.isEmpty() && file.isEmpty()) {
            throw new ConfigException(path + ": a [[tracker]] needs a name or a file");
        }
        StartOptions options = StartOptions.none().withArguments(section.texts("args"))
                .withAttach(section.lists("attach")).withoutPrograms(section.list("without"))
                .withLenient(section.truth("lenient").orElse(false)).withPersist(section.truth("persist"))
                .withMaps(section.nested("map")).withTables(section.list("table")).withHistograms(section.list("hist"))
                .withStacks(section.list("stacks")).withJvmMaps(section.truth("jvm_maps").orElse(false))
                .withExports(section.list("export").stream().flatMap(text -> exports(text).stream()).toList());
        Optional<Path> btf = section.text("btf").map(value -> path.toAbsolutePath().getParent().resolve(value));
        return new ServerSettings.TrackerEntry(name.orElse(""), file, options, btf,
                section.truth("adopt").orElse(false));
    }

    private List<ExportRequest> exports(String text) {
        try {
            return ExportRequest.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(path + ":" + line("export") + ": " + e.getMessage(), e);
        }
    }

    private Section section(UnmodifiableConfig table, String name, Set<String> known) {
        for (UnmodifiableConfig.Entry entry : table.entrySet()) {
            if (!known.contains(entry.getKey())) {
                throw new ConfigException(path + ":" + line(entry.getKey()) + ": unknown key \"" + entry.getKey() + "\""
                        + (name.isEmpty() ? "" : " in [" + name + "]") + NearestWord.to(entry.getKey(), known)
                                .map(meant -> ": did you mean \"" + meant + "\"?").orElse(";") + " Known are "
                        + String.join(", ", known.stream().sorted().toList()));
            }
        }
        return new Section(path, table, this::line);
    }

    /** Finds the line where a key first occurs, for people, because the parser does not keep it. */
    private int line(String key) {
        String word = java.util.regex.Pattern.quote(key);
        var pattern = java.util.regex.Pattern.compile("^\\s*(\\[+\\s*)?[\"']?" + word + "[\"']?\\s*[=\\].].*|.*[{,]\\s*"
                + word + "\\s*=.*");
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (pattern.matcher(line).matches()) {
                return number;
            }
        }
        return 1;
    }
}
