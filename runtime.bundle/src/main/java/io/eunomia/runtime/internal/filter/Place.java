package io.eunomia.runtime.internal.filter;

import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.decode.RecordView;
import java.util.Arrays;

/**
 * Finds a value in a record: a field, one element after the other of an array, or a member of its struct. Confined to one
 * thread.
 */
final class Place {
    private static final int[] WHOLE = {};

    private final int field;
    private final boolean array;
    private final int[] members;
    /** The place of the element that this is a member of; itself for elements. */
    private final Place whole;
    private int element;

    private Place(int field, boolean array, Place whole, int[] members) {
        this.field = field;
        this.array = array;
        this.members = members;
        this.whole = whole == null ? this : whole;
    }

    static Place field(int field) {
        return new Place(field, false, null, WHOLE);
    }

    static Place elementOf(int field) {
        return new Place(field, true, null, WHOLE);
    }

    /** Returns the place of one fixed element. @param element as {@link RecordView#elements} counts them */
    static Place element(int field, int element) {
        Place place = elementOf(field);
        place.element = element;
        return place;
    }

    /** Returns the place of a member of the struct that the element is, wherever the element is. */
    Place member(int number) {
        int[] path = Arrays.copyOf(members, members.length + 1);
        path[members.length] = number;
        return new Place(field, true, whole, path);
    }

    /** Tells whether the test holds for some element. @param test of this place */
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
        return array ? record.elementNumber(field, whole.element, members) : record.number(field);
    }

    double floating(RecordView record) {
        return array ? record.elementFloating(field, whole.element, members) : record.floating(field);
    }

    long epochNanos(RecordView record) {
        return array ? 0 : record.epochNanos(field);
    }

    /** Writes the value as it is shown, in {@code out} alone. */
    Utf8Sink text(RecordView record, Utf8Sink out) {
        out.clear();
        if (array) {
            record.appendElement(field, whole.element, members, out);
        } else {
            record.appendText(field, out);
        }
        return out;
    }
}
