package io.eunomia.libbpf.core;

/**
 * A CO-RE relocation, resolved by the types of a kernel.
 *
 * @param section name of the code's section, as in {@code SEC("…")}
 * @param function the function that holds the instruction; empty when the object does not say
 * @param instruction its number within the section
 * @param source {@code file.c:12}, or empty when the object does not say
 * @param subject the thing that is relocated, in the object's words: {@code struct task_struct.exit_code}
 * @param value the number that libbpf would write; 0 unless {@code outcome} is {@link Outcome#RESOLVED}
 * @param reached true when the verifier would come to the instruction, as far as constants tell; it does not come to code
 *     that a question such as {@code bpf_core_field_exists} guards when the answer is no
 * @param problem a sentence that says what is lacking, or empty
 */
public record CoreRelocation(String section, String function, int instruction, String source, RelocationKind kind,
        String subject, Outcome outcome, long value, boolean reached, String problem) {

    /** The result of resolving a relocation. */
    public enum Outcome {
        /** The kernel has the subject once, or several times alike. */
        RESOLVED,
        /** The kernel does not have it, which the program asked about: by a question, or for a size that then is 0. */
        ABSENT,
        /** The kernel does not have it: libbpf writes an instruction that the verifier refuses if it comes to it. */
        MISSING,
        /** libbpf refuses the object: types of that name differ in the subject, or the instruction cannot hold the value. */
        REFUSED
    }

    /** Tells whether this relocation keeps the object from being loaded. */
    public boolean fatal() {
        return outcome == Outcome.REFUSED || outcome == Outcome.MISSING && reached;
    }

    /** One line for people: the place, the subject, and what is lacking. */
    public String text() {
        String place = (function.isEmpty() ? section : function) + (source.isEmpty() ? ", instruction " + instruction
                : " (" + source + ')');
        return place + ": " + kind.label() + ' ' + subject + (problem.isEmpty() ? "" : ": " + problem);
    }
}
