package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.display.CallStack;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.stack.EventStacks;
import io.eunomia.runtime.internal.stack.StackSpace;
import io.eunomia.runtime.internal.stack.StackTexts;

/** Reads call stacks: addresses that the record has, or those that a map has under the record's id. Makes garbage. */
final class StackFieldReader extends FieldReader {
    private final EventStacks stacks;
    private final StackSpace space;
    private final Ids ids;
    private final FieldReader used;
    private final FieldReader process;

    /** Where the stacks of ids are. @param number reads the id */
    record Ids(String map, FieldReader number) {
    }

    /**
     * Makes a reader.
     *
     * @param ids null for a record that has the addresses itself
     * @param used reads what {@code bpf_get_stack} returned, the bytes that it wrote or an error; null if no field has that
     * @param process reads whose functions a stack in user space has; null if nothing tells
     */
    StackFieldReader(int offset, int size, EventStacks stacks, StackSpace space, Ids ids, FieldReader used, FieldReader process) {
        super(offset, size);
        this.stacks = stacks;
        this.space = space;
        this.ids = ids;
        this.used = used;
        this.process = process;
    }

    @Override
    boolean present(RecordView record) {
        return offset + (ids == null ? Long.BYTES : size) <= record.length();
    }

    private CallStack stack(RecordView record, int shift) {
        if (!present(record)) {
            return CallStack.NONE;
        }
        int pid = process == null ? 0 : (int) process.number(record, shift);
        if (ids != null) {
            int id = (int) ids.number().number(record, shift);
            // Inspektor Gadget leaves all at 0 where it asks for no stack, and what idles has none in user space.
            boolean none = id == 0 && space == StackSpace.USER && process != null && pid == 0;
            return none ? CallStack.NONE : stacks.ofId(ids.map(), id, space, pid, record.readNanos());
        }
        int there = Math.min(size == 0 ? Integer.MAX_VALUE : size, record.length() - offset - shift);
        long told = used == null ? there : used.number(record, shift);
        if (told <= 0) {
            return told == 0 ? CallStack.NONE : EventStacks.failed((int) told);
        }
        byte[] bytes = new byte[(int) Math.min(there, told) / Long.BYTES * Long.BYTES];
        record.memory().get(record.offset() + offset + shift, bytes);
        return stacks.ofAddresses(bytes, space, pid, record.readNanos());
    }

    @Override
    void text(RecordView record, int shift, Utf8Sink out) {
        StackTexts.cell(stack(record, shift), out);
    }

    @Override
    void json(RecordView record, int shift, Utf8Sink out) {
        StackTexts.json(stack(record, shift), out);
    }

    @Override
    Object value(RecordView record, int shift) {
        return stack(record, shift);
    }

    @Override
    Class<?> valueType() {
        return CallStack.class;
    }
}
