package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.event.Utf8Sink;
import java.time.Duration;
import java.time.Instant;

/** Reads integers with a display: text for people, and JSON as the display and its origin demand. */
final class DisplayReader extends FieldReader {
    private final FieldReader raw;
    private final Display display;
    private final boolean signed;
    private final boolean guessed;
    private final DisplayText texts;

    /** Makes a reader. @param guessed whether the display was suggested by the name only: JSON then keeps the number */
    DisplayReader(FieldReader raw, Display display, boolean signed, boolean guessed, DisplayText texts) {
        super(raw.offset, raw.size);
        this.raw = raw;
        this.display = display;
        this.signed = signed;
        this.guessed = guessed;
        this.texts = texts;
    }

    @Override
    long number(RecordView record, int shift) {
        long value = raw.number(record, shift);
        return display == Display.PORT_BE ? Short.reverseBytes((short) value) & 0xffff : value;
    }

    @Override
    void text(RecordView record, int shift, Utf8Sink out) {
        texts.text(display, number(record, shift), signed, out);
    }

    @Override
    void json(RecordView record, int shift, Utf8Sink out) {
        long value = number(record, shift);
        if (display.quoted() && !guessed) {
            texts.json(display, value, signed, out);
        } else if (signed) {
            out.decimal(value);
        } else {
            out.unsigned(value);
        }
    }

    /** Returns the value in ns since the epoch, for displays of time; 0 when it is not set. */
    long epochNanos(RecordView record) {
        return texts.epochNanos(display, number(record, 0));
    }

    Display display() {
        return display;
    }

    @Override
    Object value(RecordView record, int shift) {
        Class<?> type = valueType();
        if (type == Instant.class) {
            long nanos = texts.epochNanos(display, number(record, shift));
            return nanos == 0 ? null : Instant.ofEpochSecond(0, nanos);
        } else if (type == Duration.class) {
            return duration(record, shift);
        }
        return type == String.class ? written(record, shift) : super.value(record, shift);
    }

    @Override
    Class<?> valueType() {
        if (display.time()) {
            return Instant.class;
        } else if (display.span() && !guessed) {
            return Duration.class;
        }
        return display.quoted() && !guessed ? String.class : Long.class;
    }

    /** Reads a span of time. Only for displays that are {@linkplain Display#span spans}. */
    Duration duration(RecordView record, int shift) {
        long value = number(record, shift);
        long perSecond = switch (display) {
            case DURATION_S -> 1;
            case DURATION_MS -> 1_000;
            case DURATION_US -> 1_000_000;
            default -> 1_000_000_000;
        };
        long seconds = signed ? Math.floorDiv(value, perSecond) : Long.divideUnsigned(value, perSecond);
        return Duration.ofSeconds(seconds, (value - seconds * perSecond) * (1_000_000_000 / perSecond));
    }
}
