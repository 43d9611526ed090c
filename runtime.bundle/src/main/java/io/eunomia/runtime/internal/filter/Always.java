package io.eunomia.runtime.internal.filter;

import io.eunomia.runtime.internal.decode.RecordView;

/**
 * A comparison that every event satisfies which has the field.
 *
 * @param reason a sentence that says what there is
 */
record Always(String reason) implements RecordTest {

    @Override
    public boolean matches(RecordView record) {
        return true;
    }
}
