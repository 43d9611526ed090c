import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Prints what the last build's tests did, module by module, each skipped test with its reason, and fails when one was
 * skipped that has to run. Run from the root of the tree: {@code java cnf/TestReport.java}, or with a kernel's series for what
 * cnf/kernel-matrix ran on it.
 *
 * <p>Reads surefire's and failsafe's XML below each {@code target/}, or that below {@code target/kernel-rows/SERIES};
 * {@code cnf/allowed-skips.txt} names what may skip, and for which reason.
 */
class TestReport {
    record Case(String id, double seconds, String outcome, String why) { }

    /** A line of the list: a test's {@code class#method}, where {@code *} stands for anything, and what its reason must say. */
    record Allowed(Pattern id, Pattern why) {
        boolean covers(Case c) {
            return id.matcher(c.id()).matches() && why.matcher(c.why()).matches();
        }

        static Allowed parse(String line) {
            String[] parts = line.strip().split("\\s+", 2);
            if (parts.length < 2) {
                throw new IllegalArgumentException("cnf/allowed-skips.txt: \"" + line + "\" gives no reason after the test's id");
            }
            return new Allowed(glob(parts[0]), glob("*" + parts[1] + "*"));
        }

        private static Pattern glob(String text) {
            return Pattern.compile("\\Q" + text.replace("*", "\\E.*\\Q") + "\\E");
        }
    }

    public static void main(String[] args) throws Exception {
        Path root = Path.of("").toAbsolutePath();
        String kernel = args.length > 0 ? args[0] : System.getProperty("os.version").replaceFirst("^(\\d+\\.\\d+).*", "$1");
        List<Allowed> allowed = allowed(root.resolve("cnf/allowed-skips.txt"), kernel);
        Map<String, List<Case>> modules = args.length > 0
                ? read(root.resolve("target/kernel-rows").resolve(kernel), "TEST-junit-jupiter.xml", ".*", 0)
                : read(root, "TEST-.*\\.xml", "(surefire|failsafe)-reports", 2);

        System.out.printf("%n%-22s %6s %7s %6s %8s %9s%n", "module", "tests", "passed", "failed", "skipped", "seconds");
        List<Case> all = new ArrayList<>();
        modules.forEach((module, cases) -> {
            row(module, cases);
            all.addAll(cases);
        });
        row("all", all);

        List<Case> failed = all.stream().filter(c -> c.outcome().equals("failed")).toList();
        failed.forEach(c -> System.out.println("FAILED  " + c.id() + ": " + c.why()));
        List<Case> wrong = skipped(all, allowed);
        if (all.isEmpty()) {
            System.out.println("FAILED  no test was run");
        }
        System.exit(failed.isEmpty() && wrong.isEmpty() && !all.isEmpty() ? 0 : 1);
    }

    private static List<Case> skipped(List<Case> all, List<Allowed> allowed) {
        List<Case> wrong = new ArrayList<>();
        for (Case c : all) {
            if (c.outcome().equals("skipped")) {
                boolean may = allowed.stream().anyMatch(a -> a.covers(c));
                System.out.println((may ? "skipped " : "MUST RUN, was skipped: ") + c.id() + ": " + c.why());
                if (!may) {
                    wrong.add(c);
                }
            }
        }
        return wrong;
    }

    private static void row(String name, List<Case> cases) {
        System.out.printf("%-22s %6d %7d %6d %8d %9.1f%n", name, cases.size(), count(cases, "passed"), count(cases, "failed"),
                count(cases, "skipped"), cases.stream().mapToDouble(Case::seconds).sum());
    }

    private static long count(List<Case> cases, String outcome) {
        return cases.stream().filter(c -> c.outcome().equals(outcome)).count();
    }

    /** What stands below {@code [all]} and below the kernel's own series. */
    private static List<Allowed> allowed(Path file, String kernel) throws IOException {
        List<Allowed> allowed = new ArrayList<>();
        String section = "[all]";
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("[")) {
                section = line.strip();
            } else if (!line.isBlank() && !line.startsWith("#") && (section.equals("[all]") || section.equals('[' + kernel + ']'))) {
                allowed.add(Allowed.parse(line));
            }
        }
        return allowed;
    }

    /** @param above how many folders the reports lie below what names the module */
    private static Map<String, List<Case>> read(Path root, String name, String folder, int above) throws Exception {
        Map<String, List<Case>> modules = new TreeMap<>();
        List<Path> files;
        try (Stream<Path> walk = Files.find(root, 6, (p, a) -> p.getFileName().toString().matches(name)
                && p.getParent().getFileName().toString().matches(folder))) {
            files = walk.sorted().toList();
        }
        for (Path file : files) {
            Path module = file.getParent();
            for (int i = 0; i < above; i++) {
                module = module.getParent();
            }
            modules.computeIfAbsent(root.relativize(module).toString(), m -> new ArrayList<>()).addAll(cases(file));
        }
        return modules;
    }

    /** One entry for each test; of a test that was run again, the last counts. */
    private static List<Case> cases(Path file) throws Exception {
        Map<String, Case> cases = new LinkedHashMap<>();
        var nodes = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile()).getElementsByTagName("testcase");
        for (int i = 0; i < nodes.getLength(); i++) {
            Element test = (Element) nodes.item(i);
            String id = test.getAttribute("classname") + "#" + test.getAttribute("name");
            String outcome = "passed";
            String why = "";
            for (Node n = test.getFirstChild(); n != null; n = n.getNextSibling()) {
                if (n instanceof Element e && e.getTagName().matches("skipped|failure|error")) {
                    outcome = e.getTagName().equals("skipped") ? "skipped" : "failed";
                    why = firstLine(e.getAttribute("message").isEmpty() ? e.getTextContent() : e.getAttribute("message")).replaceFirst("^org\\.opentest4j\\.\\w+: ", "");
                }
            }
            cases.put(id, new Case(id, Double.parseDouble(test.getAttribute("time").replace(",", "")), outcome, why));
        }
        return List.copyOf(cases.values());
    }

    private static String firstLine(String text) {
        return text.strip().lines().findFirst().orElse("no reason given");
    }
}
