package io.eunomia.runtime.internal.decode;

/** Finds the values of fields that a record lacks. Used by any thread, each with its own view. */
@FunctionalInterface
public interface AddedValues {

    /**
     * Returns the values for an event, in the order of their fields; it may wait for them until {@link
     * RecordView#waitUntil}. Makes no garbage for what is known already.
     */
    AddedValue[] of(RecordView record);
}
