package io.eunomia.runtime.event;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One event, as a view on its bytes: valid only during the call that hands it out, on that thread. Reading numbers
 * makes no garbage; {@link #text} does, {@link #appendText} does not.
 *
 * <p>A consumer of events of any tracker that has these fields: <pre>{@code
 * return new EventConsumer() {
 *     @Override
 *     public void event(EventView event) {
 *         int pid = event.schema().field("pid").orElseThrow().index();
 *         int comm = event.schema().field("comm").orElseThrow().index();
 *         out.println(event.readTime() + " " + event.number(pid) + " " + event.text(comm));
 *     }
 *
 *     @Override
 *     public void notice(Notice notice) {
 *         out.println("# " + notice);
 *     }
 * };
 * }</pre>
 */
@ProviderType
public interface EventView {

    EventSchema schema();

    /** The event's number in its tracker, counted over all streams from 1 in the order of reading. */
    long sequence();

    /** When the runtime read the event, in ns since the epoch. */
    long readNanos();

    default Instant readTime() {
        return Instant.ofEpochSecond(0, readNanos());
    }

    /**
     * When the event happened, in ns since the epoch: by the record's own time field if it has one that can be trusted,
     * else {@link #readNanos}.
     */
    long timeNanos();

    /** False when the record was too short to hold the field (variable-length records). */
    boolean present(int field);

    /** Reads an integer, enum or boolean; an unsigned 64-bit value keeps its bits. */
    long number(int field);

    double floating(int field);

    /**
     * Returns the value as an object of its field's {@link Field#valueType}; null for a time that is not set and for bytes
     * that are no address. Makes garbage.
     */
    Object value(int field);

    /**
     * Returns a time, by the wall clock; null when it is not set.
     *
     * @throws IllegalArgumentException when the field is not declared as a time
     */
    default Instant instant(int field) {
        return typed(field, Instant.class);
    }

    /**
     * Returns a span of time, of a field that is declared as one or whose name says so.
     *
     * @throws IllegalArgumentException when the field has no unit of time
     */
    default Duration duration(int field) {
        return typed(field, Duration.class);
    }

    /**
     * Returns an IP address; null when the record's address family has none.
     *
     * @throws IllegalArgumentException when the field is no address
     */
    default InetAddress address(int field) {
        return typed(field, InetAddress.class);
    }

    /** Returns the bytes of a field of {@link FieldKind#BYTES}. @throws IllegalArgumentException when it is no such field */
    default byte[] bytes(int field) {
        return typed(field, byte[].class);
    }

    /**
     * Returns the elements of an array, each as {@link #value} would; arrays in it are lists, structs are maps by member.
     *
     * @throws IllegalArgumentException when the field is no array
     */
    default List<?> list(int field) {
        return typed(field, List.class);
    }

    private <T> T typed(int field, Class<T> type) {
        Field read = schema().fields().get(field);
        if (!type.isAssignableFrom(read.valueType())) {
            throw new IllegalArgumentException("field " + read.name() + " (" + read.typeName() + ") of "
                    + schema().stream() + " is a " + read.valueType().getSimpleName() + ", no " + type.getSimpleName());
        }
        return type.cast(value(field));
    }

    /** Returns the value as it is written for people. */
    String text(int field);

    /** Appends {@link #text} to {@code out} in UTF-8, without garbage. */
    void appendText(int field, Utf8Sink out);

    /** Writes the value as JSON (quoted where JSON wants it), without garbage. */
    void appendJson(int field, Utf8Sink out);

    /** The record's bytes, in host byte order; absolute reads only. */
    ByteBuffer memory();

    /** The index of the record's first byte in {@link #memory}. */
    int offset();

    /** The record's length in bytes. */
    int length();
}
