package io.eunomia.libbpf.internal.verifier;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A rule that explains one kind of refusal in plain words.
 *
 * @param reason matches the verifier's line (kernel/bpf/verifier.c of Linux 5.10 to 6.18; texts changed over time)
 * @param why an explanation of the verifier's line
 * @param fix the usual remedy
 */
public record VerifierRule(Pattern reason, String why, String fix) {
    static final VerifierRule UNKNOWN = new VerifierRule(Pattern.compile("$^"), "", "");

    /** All rules. The first match applies, so narrow rules come first. */
    private static final List<VerifierRule> ALL = List.of(
            rule("CO-RE relocation|invalid func unknown#195896080",
                    "the running kernel has no such type, member or enumerator",
                    "test for it with bpf_core_field_exists, bpf_core_type_exists or bpf_core_enum_value_exists"),
            rule("infinite loop detected|back-edge from insn|loop is not bounded",
                    "the verifier found no end to this loop",
                    "give the loop a constant bound, or use bpf_loop or a bpf_for iterator"),
            rule("BPF program is too large|too many states|too complex",
                    "the verifier gave up before it had followed every path",
                    "bound loops more tightly, move their body to bpf_loop, or make large functions __noinline"),
            rule("invalid mem access '.*_or_null'|invalid mem access 'mem_or_null'",
                    "the pointer may be NULL here", "compare it with NULL before it is used"),
            rule("invalid mem access '(?:scalar|inv)'",
                    "the register holds a number and no pointer that the verifier knows",
                    "read kernel memory with bpf_probe_read_kernel or BPF_CORE_READ, user memory with"
                            + " bpf_probe_read_user"),
            rule("invalid mem access", "memory of this kind cannot be read or written directly",
                    "use the helper that is made for it"),
            rule("Unreleased reference|reference has not been|would lead to reference leak",
                    "something that was reserved or acquired is not given back on this path",
                    "submit or discard each ring buffer record, and release each reference, before every return"),
            rule("combined stack size|stack depth exceeds|stack size.*[Tt]oo large",
                    "a program and the functions it calls share 512 bytes of stack",
                    "move large variables to a per-CPU array map"),
            rule("invalid (?:write to|read from|indirect read from|indirect access to|variable-offset .* to|unbounded"
                            + " variable-offset .*) stack|invalid stack (?:off|type)",
                    "the access lies outside the 512 bytes of stack, or reads bytes that were not set",
                    "check sizes and indexes, and set the whole variable before it is used"),
            rule("R\\d+ !read_ok", "a register is used that was not set on this path",
                    "return a value and set every variable on every path"),
            rule("invalid access to packet|outside of the packet",
                    "the program has not shown that the packet is that long",
                    "compare the end of what is read with data_end first"),
            rule("invalid access to map value|invalid access to memory|outside of the allowed memory range"
                            + "|invalid access to (?:flow keys|socket|map key)",
                    "the access reaches beyond the end of the value",
                    "check offset and size against the type's"),
            rule("unbounded memory access|min value is negative|unbounded min value|max value is outside",
                    "the verifier knows no bound for this offset or size",
                    "compare it with a constant just before, or mask it (offset & (SIZE - 1))"),
            rule("invalid bpf_context access|dereference of modified ctx|off=\\d+ .*ctx",
                    "the context of this program type has no such field, or not of that size",
                    "use the context struct that belongs to the section, with constant offsets"),
            rule("cannot use helper|unknown func|helper call is not allowed|calling kernel function .* is not allowed",
                    "this kernel does not offer that helper to programs of this type",
                    "use another program type or helper; the list is in bpf-helpers(7)"),
            rule("GPL.restricted|GPL.compatible|from non-GPL",
                    "that helper may only be called by programs under a GPL-compatible licence",
                    "give the object a licence such as \"GPL\" or \"Dual BSD/GPL\" in SEC(\"license\")"),
            rule("At program exit the register R0|R0 has (?:unknown scalar value|value)",
                    "programs of this type may only return certain values", "return one of those that are named"),
            rule("write into map forbidden|read-only|only read is supported|cannot write into",
                    "this memory may only be read", "write to a map or variable of the program's own"),
            rule("pointer \\+= pointer|pointer arithmetic|pointer comparison|bitwise operator .* on pointer|tried to"
                            + " (?:subtract|add|multiply)|pointer operation",
                    "the verifier does not allow this arithmetic on pointers",
                    "work with offsets, and add them to the pointer last"),
            rule("makes pointer be out of bounds", "the pointer may leave the object it points to",
                    "check the offset against the object's size before it is added"),
            rule("type=.* expected=", "the helper's argument is of another kind than it takes",
                    "pass what bpf-helpers(7) asks for; memory must be on the stack, in a map or in a packet"),
            rule("leaks addr", "kernel addresses may not be given away by this program",
                    "store a value instead of a pointer, or load with CAP_PERFMON"),
            rule("unreachable insn|last insn is not an exit|jump out of range|unknown opcode|invalid BPF_",
                    "the instructions do not make up a program", "compile the object anew"),
            rule("spin_lock|while holding a lock|lock-ed region", "a lock is held here",
                    "release it on every path, and call no helpers in between"),
            rule("tail_call|tail call", "tail calls are not possible at this place",
                    "call from the main program, without held references or locks"),
            rule("cannot access ptr member|access beyond struct|access beyond the end of member",
                    "the struct's member does not fit the access",
                    "compile against the kernel's own types (vmlinux.h) with preserve_access_index"),
            rule("attach_btf_id|Attach to unsupported|is not a func|trace.* not supported",
                    "the attach target is not one that this kind of program may have",
                    "choose another function or tracepoint"));

    private static VerifierRule rule(String reason, String why, String fix) {
        return new VerifierRule(Pattern.compile(reason), why, fix);
    }

    /** All rules, in the order in which they are tried. */
    public static List<VerifierRule> all() {
        return ALL;
    }

    static Optional<VerifierRule> of(String line) {
        return ALL.stream().filter(rule -> rule.reason().matcher(line).find()).findFirst();
    }
}
