package io.eunomia.runtime.internal.filter;

import io.eunomia.runtime.internal.decode.RecordView;

/**
 * A comparison that every event with the field satisfies.
 *
 * @param reason a sentence that says which values the field can have
 */
record Always(String reason) implements RecordTest {

    @Override
    public boolean matches(RecordView record) {
        return true;
    }
}
