package io.eunomia.runtime.internal.display;

import io.eunomia.runtime.internal.decode.EntryField;
import io.eunomia.runtime.internal.stack.StackLabels;
import io.eunomia.runtime.internal.stack.StackSpace;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Recognises stacks among the fields of a map's entries. */
final class StackNames {
    private StackNames() {
    }

    /** Tells whether a field could be a stack, by its type: an id, or addresses. */
    static boolean canBe(EntryField field) {
        return field.words() > 0 || field.number() && (field.bytes() == Integer.BYTES || field.bytes() == Long.BYTES);
    }

    static boolean isStack(EntryField field) {
        return canBe(field) && StackLabels.isStack(field.simpleName());
    }

    static StackSpace space(EntryField field) {
        return StackLabels.space(field.simpleName());
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
