package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.event.Utf8Sink;

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
}
