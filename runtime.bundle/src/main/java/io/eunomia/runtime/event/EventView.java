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

    /** Number of the event in its tracker, from 1 in order of reading, over all streams. */
    long sequence();

    /** When it was read, in ns since the epoch. */
    long readNanos();

    default Instant readTime() {
        return Instant.ofEpochSecond(0, readNanos());
    }

    /**
     * When it happened, in ns since the epoch: by the record's own time field if it has one that can be trusted, else
     * {@link #readNanos}.
     */
    long timeNanos();

    /** False when the record was too short to hold the field (variable-length records). */
    boolean present(int field);

    /** Integers, enums and booleans; unsigned 64-bit values as the same bits. */
    long number(int field);

    double floating(int field);

    /** The value as people read it. */
    String text(int field);

    /** Appends {@link #text} to {@code out} in UTF-8, without garbage. */
    void appendText(int field, Utf8Sink out);

    /** Writes the value as JSON (quoted where JSON wants it), without garbage. */
    void appendJson(int field, Utf8Sink out);

    /** The record's bytes, in host byte order; absolute reads only. */
    ByteBuffer memory();

    /** Of the record's first byte in {@link #memory}. */
    int offset();

    /** In bytes. */
    int length();
}
