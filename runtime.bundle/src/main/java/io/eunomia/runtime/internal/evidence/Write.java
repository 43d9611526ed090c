package io.eunomia.runtime.internal.evidence;

/**
 * Bytes that a program writes to a place in memory.
 *
 * @param region which memory: 0 the function's stack frame, else what the call at this instruction gave
 * @param offset in the region, negative on the stack
 * @param size in bytes
 * @param line the source line
 */
record Write(int region, int offset, int size, Kind kind, String line) {

    /** How they are written; of several for one place the last one here tells most. */
    enum Kind {
        /** A machine store. */
        STORE,
        /** A helper that copies bytes. */
        COPY,
        /** A helper that copies a string. */
        TEXT
    }
}
