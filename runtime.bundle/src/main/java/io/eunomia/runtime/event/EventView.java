package io.eunomia.runtime.event;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One event, as a view on its bytes: valid only during the call that hands it out, on that thread. Reading numbers
 * makes no garbage; {@link #text} does, {@link #appendText} does not.
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
