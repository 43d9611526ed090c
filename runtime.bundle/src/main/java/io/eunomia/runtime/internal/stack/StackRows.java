package io.eunomia.runtime.internal.stack;

import io.eunomia.libbpf.BpfObject;
import io.eunomia.runtime.internal.stack.StackField.Place;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Puts numbers of stacks in the place of ids and addresses that the kernel has, because an id may be another stack's later, and
 * the same id is another stack in another process. One thread at a time.
 */
public final class StackRows {
    private final StackPlan plan;
    private final Map<String, StackReader> readers = new HashMap<>();
    private StackBook book;
    private byte[] key = new byte[0];
    private byte[] value = new byte[0];

    /** @param awaitInvocations waits until no program runs that was running at the call */
    public StackRows(StackPlan plan, BpfObject object, Runnable awaitInvocations) {
        this.plan = plan;
        plan.fields().stream().filter(field -> !field.map().isEmpty()).forEach(field -> readers.computeIfAbsent(field.map(), map ->
                new StackReader(object.map(map), field.builds(), awaitInvocations)));
    }

    /** Keeps stacks in a book from now on. */
    public void use(StackBook other) {
        book = other;
    }

    /** Begins to read, or to drain, what is counted. */
    public void begin(boolean drain) {
        book.begin();
        readers.values().forEach(drain ? StackReader::beginDrain : StackReader::begin);
    }

    /** Takes an entry. {@link #key} and {@link #value} are then those of the row. @param at where its value begins @param bytes of it */
    public void take(byte[] entryKey, byte[] entryValue, int at, int bytes) {
        key = Arrays.copyOf(entryKey, entryKey.length);
        value = Arrays.copyOfRange(entryValue, at, at + bytes);
        for (StackField field : plan.fields()) {
            Place place = field.place();
            byte[] part = place.key() ? key : value;
            int number = number(field, place.key() ? entryKey : entryValue, place.at() + (place.key() ? 0 : at), process(field, entryKey, entryValue, at));
            Arrays.fill(part, place.at(), place.at() + place.bytes(), (byte) 0);
            ByteBuffer.wrap(part).order(ByteOrder.LITTLE_ENDIAN).putInt(place.at(), number);
        }
    }

    public byte[] key() {
        return key;
    }

    public byte[] value() {
        return value;
    }

    private static int process(StackField field, byte[] key, byte[] value, int at) {
        Place place = field.process().place();
        return place == null ? field.process().pid() : (int) number(place.key() ? key : value, place.at() + (place.key() ? 0 : at), place.bytes());
    }

    private int number(StackField field, byte[] from, int at, int pid) {
        if (field.words() > 0) {
            StackAddresses stack = StackAddresses.of(from, at, field.words() * Long.BYTES, false);
            return stack.frames() == 0 ? StackNumbers.NONE : book.number(stack, field.space(), pid);
        }
        // Ids are 32 bits wide and signed, whatever a program keeps them in.
        int id = (int) number(from, at, field.place().bytes());
        if (id < 0) {
            return id;
        }
        StackReader reader = readers.get(field.map());
        StackAddresses stack = reader.counted(id);
        return stack != null ? book.number(stack, field.space(), pid)
                : reader.takenOver(id) ? StackNumbers.TAKEN_OVER : StackNumbers.GONE;
    }

    private static long number(byte[] bytes, int at, int size) {
        ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        return size == Long.BYTES ? words.getLong(at) : words.getInt(at);
    }
}
