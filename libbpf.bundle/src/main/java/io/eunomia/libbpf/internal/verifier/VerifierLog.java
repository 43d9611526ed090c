package io.eunomia.libbpf.internal.verifier;

import io.eunomia.libbpf.VerifierDiagnosis;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the verdict in a verifier's log (kernel/bpf/verifier.c, log.c; libbpf's {@code fixup_verifier_log}). The log
 * follows the verifier's walk: source lines, instructions, register states; then the reason in free text, then
 * statistics. Only the end matters, so that even a log of megabytes is read quickly.
 */
public final class VerifierLog {
    private static final int MAX_LINES = 400;
    private static final Pattern INSTRUCTION = Pattern.compile("^(\\d+): (\\([0-9a-f]{2}\\) .*|<.*>.*)");
    private static final Pattern SOURCE = Pattern.compile("^; (.*?)(?: @ (\\S+:\\d+))?$");
    /** Register states, the path taken, statistics: everything that is neither source, instruction nor reason. */
    private static final Pattern NOISE = Pattern.compile("^\\s*$|^\\s*(?:\\d+: )?(?:frame\\d+: )?\\s*R\\d+(?:_\\w+)?="
            + "|^(?:processed \\d+ insns|verification time|stack depth|(?:cur|old) state:|from \\d+ to \\d+"
            + "|mark_precise:|propagating|func#|arg#\\d+ reference type|caller|callee|returning from|to caller"
            + "|\\d+: safe|peak_states|Live regs|Global function|Func#|Validating )"
            + "|^reg type unsupported for arg#");

    private final List<String> lines;

    private VerifierLog(List<String> lines) {
        this.lines = lines;
    }

    public static VerifierDiagnosis diagnose(String log) {
        return new VerifierLog(tail(log)).diagnose();
    }

    private static List<String> tail(String log) {
        List<String> lines = new ArrayList<>();
        int end = log.length();
        while (end > 0 && lines.size() < MAX_LINES) {
            int start = log.lastIndexOf('\n', end - 1) + 1;
            lines.add(0, log.substring(start, end).stripTrailing());
            end = start - 1;
        }
        return lines;
    }

    private VerifierDiagnosis diagnose() {
        int instruction = lastMatch(INSTRUCTION, lines.size());
        List<String> candidates = lines.subList(instruction + 1, lines.size()).stream()
                .filter(line -> !NOISE.matcher(line).find() && !line.startsWith("; ")).toList();
        String first = candidates.isEmpty() ? "" : candidates.get(0);
        String reason = candidates.stream().filter(line -> VerifierRule.of(line).isPresent()).findFirst().orElse(first);
        VerifierRule rule = VerifierRule.of(reason).orElse(VerifierRule.UNKNOWN);
        if (instruction < 0) {
            return new VerifierDiagnosis(reason, -1, "", "", "", rule.why(), rule.fix());
        }
        return at(instruction, reason, rule);
    }

    private VerifierDiagnosis at(int instruction, String reason, VerifierRule rule) {
        Matcher number = INSTRUCTION.matcher(lines.get(instruction));
        number.find();
        String text = number.group(2).replaceFirst("\\s*; R\\d.*$", "");
        String source = "";
        String location = "";
        int line = lastMatch(SOURCE, instruction);
        if (line >= 0) {
            Matcher matcher = SOURCE.matcher(lines.get(line));
            matcher.find();
            source = matcher.group(1).strip();
            location = matcher.group(2) == null ? "" : matcher.group(2);
        }
        return new VerifierDiagnosis(reason, Integer.parseInt(number.group(1)), text, source, location, rule.why(),
                rule.fix());
    }

    private int lastMatch(Pattern pattern, int before) {
        for (int i = before - 1; i >= 0; i--) {
            if (pattern.matcher(lines.get(i)).find()) {
                return i;
            }
        }
        return -1;
    }
}
