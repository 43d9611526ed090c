package io.eunomia.runtime.internal.filter;

import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.decode.RecordView;

/** A value in a record: a field, or one element after the other of an array. Confined to one thread. */
final class Place {
    private final int field;
    private final boolean array;
    private int element;

    private Place(int field, boolean array) {
        this.field = field;
        this.array = array;
    }

    static Place field(int field) {
        return new Place(field, false);
    }

    static Place elementOf(int field) {
        return new Place(field, true);
    }

    /** One element for ever. @param element as {@link RecordView#elements} counts them */
    static Place element(int field, int element) {
        Place place = new Place(field, true);
        place.element = element;
        return place;
    }

    /** Whether the test holds for some element. @param test of this place */
    boolean any(RecordView record, RecordTest test) {
        int count = record.elements(field);
        for (element = 0; element < count; element++) {
            if (test.matches(record)) {
                return true;
            }
        }
        return false;
    }

    long number(RecordView record) {
        return array ? record.elementNumber(field, element) : record.number(field);
    }

    double floating(RecordView record) {
        return array ? record.elementFloating(field, element) : record.floating(field);
    }

    long epochNanos(RecordView record) {
        return array ? 0 : record.epochNanos(field);
    }

    /** The value as it is shown, in {@code out} alone. */
    Utf8Sink text(RecordView record, Utf8Sink out) {
        out.clear();
        if (array) {
            record.appendElement(field, element, out);
        } else {
            record.appendText(field, out);
        }
        return out;
    }
}
