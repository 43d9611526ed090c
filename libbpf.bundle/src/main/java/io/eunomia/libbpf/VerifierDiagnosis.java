package io.eunomia.libbpf;

import io.eunomia.libbpf.internal.verifier.VerifierLog;

/**
 * A summary of a verifier log: the reason for the refusal, its place in the program, and a remedy where one is known.
 *
 * @param reason the verifier's own words, one line; empty when the log holds none
 * @param instruction number of the refused instruction, or -1 if the log names none
 * @param instructionText that instruction as the verifier prints it; may be empty
 * @param source the line of C it was compiled from; empty for objects without line information
 * @param location file and line of the source, e.g. {@code files.bpf.c:53}; empty before Linux 6.9
 * @param why an explanation of the reason; empty for reasons that are not in the table
 * @param fix the usual remedy; empty for reasons that are not in the table
 */
public record VerifierDiagnosis(String reason, int instruction, String instructionText, String source,
        String location, String why, String fix) {

    /** Reads a log as the kernel wrote it, whole or with its beginning cut off. Pure Java. */
    public static VerifierDiagnosis of(String log) {
        return VerifierLog.diagnose(log);
    }

    /** Reason, place, meaning and remedy in one line. */
    public String summary() {
        StringBuilder text = new StringBuilder(reason);
        if (!source.isEmpty()) {
            text.append(" at \"").append(source).append('"');
        }
        if (instruction >= 0) {
            text.append(" (").append(location).append(location.isEmpty() ? "" : ", ").append("instruction ")
                    .append(instruction).append(')');
        }
        if (!why.isEmpty()) {
            text.append(": ").append(why).append("; ").append(fix);
        }
        return text.toString();
    }
}
