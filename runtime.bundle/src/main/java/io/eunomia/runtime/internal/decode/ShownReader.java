package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.event.Utf8Sink;
import java.time.Duration;
import java.time.Instant;

/** Reads integers with a show rule: text for people, and JSON as the show rule and its origin demand. */
final class ShownReader extends FieldReader {
    private final FieldReader raw;
    private final ShowRule show;
    private final boolean signed;
    private final boolean guessed;
    private final ShownText texts;
    private final FieldReader process;

    /** Makes a reader. @param guessed whether the show rule was suggested by the name only: JSON then keeps the number */
    ShownReader(FieldReader raw, ShowRule show, boolean signed, boolean guessed, ShownText texts) {
        this(raw, show, signed, guessed, texts, null);
    }

    /** Makes a reader of what depends on a process. @param process reads which; null if nothing tells */
    ShownReader(FieldReader raw, ShowRule show, boolean signed, boolean guessed, ShownText texts, FieldReader process) {
        super(raw.offset, raw.size);
        this.raw = raw;
        this.show = show;
        this.signed = signed;
        this.guessed = guessed;
        this.texts = texts;
        this.process = process;
    }

    private long process(RecordView record, int shift) {
        return process == null ? 0 : process.number(record, shift);
    }

    @Override
    long number(RecordView record, int shift) {
        long value = raw.number(record, shift);
        return show == ShowRule.PORT_BE ? Short.reverseBytes((short) value) & 0xffff : value;
    }

    @Override
    void text(RecordView record, int shift, Utf8Sink out) {
        texts.text(show, process(record, shift), number(record, shift), signed, out);
    }

    @Override
    void json(RecordView record, int shift, Utf8Sink out) {
        long value = number(record, shift);
        if (show.quoted() && !guessed) {
            texts.json(show, process(record, shift), value, signed, out);
        } else if (signed) {
            out.decimal(value);
        } else {
            out.unsigned(value);
        }
    }

    /** Returns the value in ns since the epoch, for show rules of time; 0 when it is not set. */
    long epochNanos(RecordView record) {
        return texts.epochNanos(show, number(record, 0));
    }

    ShowRule show() {
        return show;
    }

    @Override
    Object value(RecordView record, int shift) {
        Class<?> type = valueType();
        if (type == Instant.class) {
            long nanos = texts.epochNanos(show, number(record, shift));
            return nanos == 0 ? null : Instant.ofEpochSecond(0, nanos);
        } else if (type == Duration.class) {
            return duration(record, shift);
        }
        return type == String.class ? written(record, shift) : super.value(record, shift);
    }

    @Override
    Class<?> valueType() {
        if (show.time()) {
            return Instant.class;
        } else if (show.span() && !guessed) {
            return Duration.class;
        }
        return show.quoted() && !guessed ? String.class : Long.class;
    }

    /** Reads a span of time. Only for show rules that are {@linkplain ShowRule#span spans}. */
    Duration duration(RecordView record, int shift) {
        long value = number(record, shift);
        long perSecond = switch (show) {
            case DURATION_S -> 1;
            case DURATION_MS -> 1_000;
            case DURATION_US -> 1_000_000;
            default -> 1_000_000_000;
        };
        long seconds = signed ? Math.floorDiv(value, perSecond) : Long.divideUnsigned(value, perSecond);
        return Duration.ofSeconds(seconds, (value - seconds * perSecond) * (1_000_000_000 / perSecond));
    }
}
