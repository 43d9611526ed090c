package io.eunomia.runtime.internal.evidence;

import java.util.List;

/**
 * Bytes that a program writes to a place in memory.
 *
 * @param region which memory: 0 the function's stack frame, else what the call at this instruction gave
 * @param offset in the region, negative on the stack
 * @param size in bytes
 * @param lines the source lines it may come from, likeliest first
 */
record Write(int region, int offset, int size, Kind kind, List<String> lines) {

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
