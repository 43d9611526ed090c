import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;

/**
 * Compares what runs on several kernels gave with what is expected, and makes docs/kernel-support.md out of it. Run from the
 * root of the tree: {@code java cnf/KernelSupport.java [--short] [--accept] SERIES...}.
 *
 * <p>Rows are {@code kernel,section,subject,outcome,detail}; outcomes are compared, details are for people. Found: the CSV
 * files and JUnit reports below {@code target/kernel-rows/SERIES}. Expected: {@code cnf/kernel-support.csv}.
 */
class KernelSupport {
    private static final Path EXPECTED = Path.of("cnf/kernel-support.csv");
    private static final Path PAGE = Path.of("docs/kernel-support.md");
    private static final Path PROBES = Path.of(
            "libbpf.bundle/src/test/resources/io/eunomia/libbpf/internal/kernel/kernel-probes.csv");
    /** Best first. What is not listed is only ever equal or worse. */
    private static final List<String> RANKS = List.of("better", "slot", "fired", "passed", "same", "read", "decoded", "refused",
            "overlap", "attached", "loaded", "same-refused", "skipped", "unsupported", "differs", "failed", "missing");
    /** Of a short run these have fewer rows. */
    private static final Set<String> SAMPLED = Set.of("test", "libbpf-tools");
    private static final Map<String, String> TITLES = new LinkedHashMap<>();

    static {
        TITLES.put("hot-update", "Hot update|Two versions take turns under load; every number made is seen once and in order."
                + " `slot`: one atomic step. `overlap`: both versions run for a moment. `unsupported`: the kernel has no such hook.");
        TITLES.put("restart", "Restart|One framework after the other takes persisting trackers over while numbered work is done; every"
                + " number made is seen once and in order. `slot`: one atomic step. `unsupported`: the kernel has no such hook.");
        TITLES.put("program", "Programs|One small program for each program type, map type, decoding case and failure. `fired`:"
                + " loaded, attached and its events read. `refused`: fails as it should, for the reason it should.");
        TITLES.put("libbpf-tools", "libbpf-tools|The objects of Debian's libbpf-tools, loaded and attached by a plain C program and by"
                + " Eunomia. `same`: both can. `same-refused`: neither can; most are older than the kernel.");
        TITLES.put("distribution", "The distribution|As somebody uses it, from `doctor` to the end of the server.");
        TITLES.put("test", "Kernel tests|Each class of tests that loads programs.");
    }

    record Key(String section, String subject) { }

    record Row(String kernel, Key key, String outcome, String detail) {
        String line() {
            return String.join(",", kernel, key.section(), field(key.subject()), outcome, field(detail));
        }

        private static String field(String text) {
            return text.matches("[^,\"]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
        }

        static Row parse(String line) {
            List<String> fields = fields(line);
            if (fields.size() != 5) {
                throw new IllegalArgumentException("not kernel,section,subject,outcome,detail: " + line);
            }
            return new Row(fields.get(0), new Key(fields.get(1), fields.get(2)), fields.get(3), fields.get(4));
        }
    }

    public static void main(String[] args) throws Exception {
        List<String> words = new ArrayList<>(List.of(args));
        boolean sampled = words.remove("--short");
        boolean accept = words.remove("--accept");
        Map<String, Map<Key, Row>> expected = Files.exists(EXPECTED) ? byKernel(rows(EXPECTED)) : new TreeMap<>(ORDER);
        boolean good = true;
        for (String kernel : words) {
            Map<Key, Row> found = found(kernel);
            Map<Key, Row> before = expected.getOrDefault(kernel, new TreeMap<>(KEYS));
            if (accept) {
                accept(before, found, sampled);
                expected.put(kernel, before);
            } else {
                good &= compare(kernel, before, found, sampled);
            }
        }
        String page = new Page(expected).text();
        if (accept) {
            Files.write(EXPECTED, expected.values().stream().flatMap(m -> m.values().stream()).map(Row::line).toList());
            Files.writeString(PAGE, page);
            System.out.println("written: " + EXPECTED + ", " + PAGE);
        } else if (!Files.exists(PAGE) || !Files.readString(PAGE).equals(page)) {
            System.out.println("WORSE   " + PAGE + " is not what " + EXPECTED + " gives: cnf/kernel-matrix --accept writes it");
            good = false;
        }
        System.exit(good ? 0 : 1);
    }

    private static void accept(Map<Key, Row> before, Map<Key, Row> found, boolean sampled) {
        if (!sampled) {
            before.clear();
        }
        before.keySet().removeIf(key -> !SAMPLED.contains(key.section())
                && found.keySet().stream().anyMatch(other -> other.section().equals(key.section())));
        before.putAll(found);
    }

    private static boolean compare(String kernel, Map<Key, Row> before, Map<Key, Row> found, boolean sampled) {
        Set<String> sections = new TreeSet<>();
        found.keySet().forEach(key -> sections.add(key.section()));
        int worse = 0;
        int changed = 0;
        for (Row old : before.values()) {
            Row now = found.get(old.key());
            boolean excused = sampled && SAMPLED.contains(old.key().section());
            if (now == null && excused) {
                continue;
            }
            String outcome = now == null ? "missing" : now.outcome();
            if (rank(outcome) > rank(old.outcome()) || !outcome.equals(old.outcome()) && rank(outcome) == rank(old.outcome())) {
                worse++;
                System.out.println("WORSE   " + kernel + ' ' + name(old.key()) + ": " + old.outcome() + " before, now " + outcome
                        + (now == null ? "" : ": " + now.detail()));
            } else if (!outcome.equals(old.outcome())) {
                changed++;
                System.out.println("better  " + kernel + ' ' + name(old.key()) + ": " + old.outcome() + " before, now " + outcome);
            }
        }
        for (Row now : found.values()) {
            if (!before.containsKey(now.key())) {
                boolean bad = rank(now.outcome()) >= rank("failed");
                worse += bad ? 1 : 0;
                changed++;
                System.out.println((bad ? "WORSE   " : "new     ") + kernel + ' ' + name(now.key()) + ": " + now.outcome()
                        + (bad ? ": " + now.detail() : ""));
            }
        }
        System.out.printf("kernel %s: %d rows in %s compared with %s: %d worse, %d new or better%n", kernel, found.size(), sections,
                EXPECTED, worse, changed);
        return worse == 0 && !found.isEmpty();
    }

    private static int rank(String outcome) {
        int rank = RANKS.indexOf(outcome);
        return rank < 0 ? RANKS.size() : rank;
    }

    private static String name(Key key) {
        return key.section() + ' ' + key.subject();
    }

    private static Map<Key, Row> found(String kernel) throws Exception {
        Path folder = Path.of("target/kernel-rows", kernel);
        Map<Key, Row> rows = new TreeMap<>(KEYS);
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (name.endsWith(".csv")) {
                rows(file).forEach(row -> rows.put(row.key(), row));
            } else if (name.equals("TEST-junit-jupiter.xml")) {
                tests(kernel, file).forEach(row -> rows.put(row.key(), row));
            }
        }
        return rows;
    }

    /** One row for each class: the worst outcome that is not a skip, or skipped when all were. */
    private static List<Row> tests(String kernel, Path file) throws Exception {
        Map<String, List<String>> outcomes = new TreeMap<>();
        var nodes = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile()).getElementsByTagName("testcase");
        for (int i = 0; i < nodes.getLength(); i++) {
            Element test = (Element) nodes.item(i);
            boolean failed = test.getElementsByTagName("failure").getLength() + test.getElementsByTagName("error").getLength() > 0;
            boolean skipped = test.getElementsByTagName("skipped").getLength() > 0;
            outcomes.computeIfAbsent(test.getAttribute("classname").replaceFirst("^io\\.eunomia\\.", ""), c -> new ArrayList<>())
                    .add(failed ? "failed" : skipped ? "skipped" : "passed");
        }
        List<Row> rows = new ArrayList<>();
        outcomes.forEach((name, all) -> {
            long skipped = all.stream().filter("skipped"::equals).count();
            String outcome = all.contains("failed") ? "failed" : skipped == all.size() ? "skipped" : "passed";
            rows.add(new Row(kernel, new Key("test", name), outcome, skipped == 0 ? "" : skipped + " of " + all.size() + " skipped"));
        });
        return rows;
    }

    private static List<Row> rows(Path file) throws IOException {
        return Files.readAllLines(file).stream().filter(line -> !line.isBlank()).map(Row::parse).toList();
    }

    private static Map<String, Map<Key, Row>> byKernel(List<Row> rows) {
        Map<String, Map<Key, Row>> all = new TreeMap<>(ORDER);
        rows.forEach(row -> all.computeIfAbsent(row.kernel(), k -> new TreeMap<>(KEYS)).put(row.key(), row));
        return all;
    }

    /** RFC 4180. */
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                if (quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    field.append('"');
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }

    /** 6.1 before 6.12. */
    private static final Comparator<String> ORDER = Comparator.comparing((String series) -> Arrays.stream(series.split("\\."))
            .mapToInt(Integer::parseInt).reduce(0, (a, b) -> a * 1000 + b));
    private static final Comparator<Key> KEYS = Comparator.comparing((Key key) -> List.copyOf(TITLES.keySet()).indexOf(key.section()))
            .thenComparing(Key::section).thenComparing(Key::subject);

    /** The document. */
    private static final class Page {
        private final Map<String, Map<Key, Row>> rows;
        private final StringBuilder text = new StringBuilder();

        Page(Map<String, Map<Key, Row>> rows) {
            this.rows = rows;
        }

        String text() throws IOException {
            text.append("# Kernel support\n\nMade by `cnf/kernel-matrix --accept` from runs on the real kernels; not edited by hand. 6.1 and"
                    + " 6.12 are Debian 12's generic kernels, in an emulator; the other column is the kernel of the machine it is built on,"
                    + " a small one without kprobes whose lockdown refuses function tracing. [How to run it](kernels.md)\n");
            for (String section : TITLES.keySet()) {
                section(section);
            }
            probes();
            return text.toString();
        }

        private void section(String section) {
            Set<Key> keys = new TreeSet<>(KEYS);
            rows.values().forEach(map -> map.keySet().stream().filter(key -> key.section().equals(section)).forEach(keys::add));
            if (keys.isEmpty()) {
                return;
            }
            String[] title = TITLES.get(section).split("\\|", 2);
            text.append("\n## ").append(title[0]).append("\n\n").append(title[1]).append("\n\n|  |");
            rows.keySet().forEach(kernel -> text.append(' ').append(kernel).append(" |"));
            text.append("\n| --- |").append(" --- |".repeat(rows.size())).append('\n');
            Map<String, Set<String>> notes = new LinkedHashMap<>();
            for (Key key : keys) {
                text.append("| ").append(key.subject()).append(" |");
                rows.forEach((kernel, found) -> text.append(' ').append(cell(kernel, found.get(key), notes)).append(" |"));
                text.append('\n');
            }
            notes(notes);
        }

        private static String cell(String kernel, Row row, Map<String, Set<String>> notes) {
            if (row == null) {
                return "";
            }
            if (!row.detail().isEmpty() && rank(row.outcome()) >= rank("refused") && !row.key().section().equals("test")) {
                notes.computeIfAbsent(row.key().subject() + ": " + row.detail(), k -> new LinkedHashSet<>()).add(kernel);
            }
            return row.outcome();
        }

        private void notes(Map<String, Set<String>> notes) {
            text.append(notes.isEmpty() ? "" : "\n");
            notes.forEach((note, kernels) -> text.append("* ").append(String.join(", ", kernels)).append(" · ").append(
                    note.replace("<", "&lt;").replace("*", "\\*").replace("_", "\\_")).append('\n'));
        }

        private void probes() throws IOException {
            List<String[]> lines = Files.readAllLines(PROBES).stream().filter(line -> !line.startsWith("#")).map(line -> line.split(",")).toList();
            text.append("\n## Features\n\nWhat `eunomia doctor` finds; a test holds it against each kernel.\n\n|  |");
            for (int i = 1; i < lines.get(0).length; i++) {
                text.append(' ').append(lines.get(0)[i].replaceFirst("\\.$", "")).append(" |");
            }
            text.append("\n| --- |").append(" --- |".repeat(lines.get(0).length - 1)).append('\n');
            lines.subList(1, lines.size()).forEach(line -> text.append("| ").append(String.join(" | ", line)).append(" |\n"));
        }
    }
}
