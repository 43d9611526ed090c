package io.eunomia.runtime.event;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing byte buffer for text, reused from event to event. Confined to one thread. */
public final class Utf8Sink {
    private byte[] bytes;
    private int length;

    public Utf8Sink(int initialBytes) {
        bytes = new byte[Math.max(16, initialBytes)];
    }

    public int length() {
        return length;
    }

    public byte[] array() {
        return bytes;
    }

    /** Cuts back to {@code newLength} bytes. */
    public void truncate(int newLength) {
        length = newLength;
    }

    public void clear() {
        length = 0;
    }

    public Utf8Sink put(int oneByte) {
        ensure(1);
        bytes[length++] = (byte) oneByte;
        return this;
    }

    /** Appends text that is known to be ASCII. */
    public Utf8Sink ascii(String text) {
        int count = text.length();
        ensure(count);
        for (int i = 0; i < count; i++) {
            bytes[length + i] = (byte) text.charAt(i);
        }
        length += count;
        return this;
    }

    /** Appends any text; makes garbage. */
    public Utf8Sink text(String text) {
        return put(text.getBytes(StandardCharsets.UTF_8));
    }

    public Utf8Sink put(byte[] source) {
        return put(source, 0, source.length);
    }

    public Utf8Sink put(byte[] source, int from, int count) {
        ensure(count);
        System.arraycopy(source, from, bytes, length, count);
        length += count;
        return this;
    }

    /** Appends a signed decimal number. */
    public Utf8Sink decimal(long value) {
        if (value == Long.MIN_VALUE) {
            return ascii("-9223372036854775808");
        }
        if (value < 0) {
            put('-');
        }
        long rest = Math.abs(value);
        int digits = 1;
        for (long bound = 10; digits < 19 && rest >= bound; bound *= 10) {
            digits++;
        }
        ensure(digits);
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    /** Appends an unsigned decimal number. */
    public Utf8Sink unsigned(long value) {
        if (value >= 0) {
            return decimal(value);
        }
        long quotient = Long.divideUnsigned(value, 10);
        return decimal(quotient).put((int) ('0' + value - quotient * 10));
    }

    /** A copy of what was appended. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, length);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /**
     * Makes room for at least {@code more} bytes after {@link #length}.
     *
     * @return the array to write them to, from index {@link #length} on; {@link #advance} makes them count
     */
    public byte[] room(int more) {
        ensure(more);
        return bytes;
    }

    /** Counts bytes that the caller wrote into {@link #room}. */
    public void advance(int count) {
        if (count < 0 || count > bytes.length - length) {
            throw new IndexOutOfBoundsException(count + " bytes of " + (bytes.length - length));
        }
        length += count;
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(length, more)));
        }
    }
}
