package io.eunomia.shell.text;

import io.eunomia.runtime.KernelReport.Finding;
import io.eunomia.runtime.KernelReport.Verdict;
import io.eunomia.runtime.view.ReportView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows findings: facts one per line, long lists of plain yes in one line, each lack with its remedy. */
public final class ReportPrinter {
    private static final int NAME_WIDTH = 18;
    private static final String INDENT = "  ";
    private static final String YES = "yes: ";

    private final Terminal terminal;

    public ReportPrinter(Terminal terminal) {
        this.terminal = terminal;
    }

    public void print(ReportView report) {
        byTopic(report.findings()).forEach((topic, group) -> {
            terminal.out().println(terminal.bold(topic));
            List<String> plain = new ArrayList<>();
            for (Finding finding : group) {
                if (finding.verdict() == Verdict.GOOD && finding.value().equals("yes")) {
                    plain.add(finding.name());
                } else {
                    printOne(finding);
                }
            }
            if (!plain.isEmpty()) {
                String indent = INDENT + " ".repeat(YES.length());
                terminal.paragraph(INDENT + terminal.good("yes") + ": ", indent,
                        Fitted.wrap(String.join(" ", plain), terminal.room(indent.length())));
            }
        });
        long lacks = report.findings().stream().filter(finding -> finding.verdict() != Verdict.GOOD).count();
        terminal.out().println(!report.usable()
                ? terminal.bad("trackers cannot run here") + ": see above"
                : terminal.good("trackers can run here") + (lacks == 0 ? "" : ", those that need none of the "
                        + lacks + " things marked above"));
    }

    private void printOne(Finding finding) {
        String name = finding.name() + " ".repeat(Math.max(1, NAME_WIDTH - finding.name().length()));
        String text = finding.value() + (finding.remedy().isEmpty() ? "" : ": " + finding.remedy());
        String indent = INDENT + " ".repeat(name.length());
        List<String> lines = new ArrayList<>(Fitted.wrap(text, terminal.room(indent.length())));
        // The value is coloured only as far as it is in the first line, so that no colour is left open.
        String first = lines.get(0);
        int coloured = Math.min(finding.value().length(), first.length());
        String value = first.substring(0, coloured);
        lines.set(0, switch (finding.verdict()) {
            case GOOD -> value;
            case LACKING, UNKNOWN -> terminal.doubtful(value);
            case FATAL -> terminal.bad(value);
        } + first.substring(coloured));
        terminal.paragraph(INDENT + name, indent, lines);
    }

    /** Prints one JSON object with a member for each topic. */
    public void printJson(ReportView report) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("usable", report.usable());
        byTopic(report.findings()).forEach((topic, group) -> {
            Map<String, Object> members = new LinkedHashMap<>();
            group.forEach(finding -> members.put(finding.name(), member(finding)));
            all.put(topic.replace(' ', '_'), members);
        });
        JsonPrinter.print(all, terminal);
    }

    private static Map<String, Object> member(Finding finding) {
        Map<String, Object> member = new LinkedHashMap<>();
        member.put("verdict", finding.verdict().name().toLowerCase(Locale.ROOT));
        member.put("value", finding.value());
        if (!finding.remedy().isEmpty()) {
            member.put("remedy", finding.remedy());
        }
        return member;
    }

    private static Map<String, List<Finding>> byTopic(List<Finding> findings) {
        Map<String, List<Finding>> topics = new LinkedHashMap<>();
        findings.forEach(finding -> topics.computeIfAbsent(finding.topic(), topic -> new ArrayList<>()).add(finding));
        return topics;
    }
}
