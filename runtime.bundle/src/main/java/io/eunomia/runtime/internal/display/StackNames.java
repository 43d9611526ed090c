package io.eunomia.runtime.internal.display;

import io.eunomia.runtime.internal.decode.EntryField;
import io.eunomia.runtime.internal.stack.StackSpace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Recognises stacks by the names that programs give them: libbpf-tools, bcc, eunomia-bpf, Inspektor Gadget. */
final class StackNames {
    /** {@code user_stack_id}, {@code kern_stack_id}, {@code w_k_stack_id}, {@code kstack}, {@code ustack_ids}, {@code stackid}. */
    private static final Pattern STACK = Pattern.compile("(?:.*_)?(?:k|u|kern|kernel|user)?_?stack(?:_?id)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern KERNEL = Pattern.compile("(?:.*_)?(?:k|kern|kernel)_?stack.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern USER = Pattern.compile("(?:.*_)?(?:u|user)_?stack.*", Pattern.CASE_INSENSITIVE);
    /** What {@code show} says of a stack; the names of single addresses do as well. */
    private static final Map<String, StackSpace> SHOWS = Map.of("kstack", StackSpace.KERNEL, "ksym", StackSpace.KERNEL, "ustack", StackSpace.USER,
            "usym", StackSpace.USER, "stack", StackSpace.BY_ADDRESS);

    private StackNames() {
    }

    static boolean isShow(String show) {
        return SHOWS.containsKey(show);
    }

    static StackSpace ofShow(String show) {
        return SHOWS.get(show);
    }

    /** Tells whether a field could be a stack, by its type: an id, or addresses. */
    static boolean canBe(EntryField field) {
        return field.words() > 0 || field.number() && (field.bytes() == Integer.BYTES || field.bytes() == Long.BYTES);
    }

    static boolean isStack(EntryField field) {
        return canBe(field) && STACK.matcher(field.simpleName()).matches();
    }

    static StackSpace space(EntryField field) {
        String name = field.simpleName();
        return KERNEL.matcher(name).matches() ? StackSpace.KERNEL : USER.matcher(name).matches() ? StackSpace.USER : StackSpace.BY_ADDRESS;
    }

    /** Finds the field that says whose a stack is: {@code tgid} or else {@code pid}, first beside the stack. */
    static Optional<EntryField> process(EntryField stack, List<EntryField> fields) {
        return Stream.of("tgid", "pid").flatMap(name -> fields.stream().filter(field -> field.number() && field.bytes() == Integer.BYTES
                && field.simpleName().equals(name))).min((one, other) -> Boolean.compare(beside(other, stack), beside(one, stack)));
    }

    private static boolean beside(EntryField field, EntryField stack) {
        return field.prefix().equals(stack.prefix());
    }
}
