package io.eunomia.libbpf.core;

/**
 * A CO-RE relocation and what it comes to with a kernel's types.
 *
 * @param section of the code, as in {@code SEC("…")}
 * @param function that the instruction belongs to; empty when the object does not say
 * @param instruction its number within the section
 * @param source {@code file.c:12}, or empty when the object does not say
 * @param subject what is relocated, in the object's words: {@code struct task_struct.exit_code}
 * @param value what libbpf would write; 0 unless {@code outcome} is {@link Outcome#RESOLVED}
 * @param reached whether the verifier would come to the instruction, as far as constants tell: code that a question such as
 *     {@code bpf_core_field_exists} keeps out is not
 * @param problem what is lacking, or empty
 */
public record CoreRelocation(String section, String function, int instruction, String source, RelocationKind kind,
        String subject, Outcome outcome, long value, boolean reached, String problem) {

    /** What a relocation comes to. */
    public enum Outcome {
        /** The kernel has it, once, or several times alike. */
        RESOLVED,
        /** The kernel does not have it, and the program asked whether it does, or for a size that is 0 then. */
        ABSENT,
        /** The kernel does not have it: the instruction is made one that the verifier refuses where it comes to it. */
        MISSING,
        /** Several types of that name differ in it, or the instruction cannot hold it: libbpf refuses the object. */
        REFUSED
    }

    /** Whether the object cannot be loaded for it. */
    public boolean fatal() {
        return outcome == Outcome.REFUSED || outcome == Outcome.MISSING && reached;
    }

    /** One line for people: where, what, and what is lacking. */
    public String text() {
        String place = (function.isEmpty() ? section : function) + (source.isEmpty() ? ", instruction " + instruction
                : " (" + source + ')');
        return place + ": " + kind.label() + ' ' + subject + (problem.isEmpty() ? "" : ": " + problem);
    }
}
