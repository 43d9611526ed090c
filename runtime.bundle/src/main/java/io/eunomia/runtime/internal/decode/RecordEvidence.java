package io.eunomia.runtime.internal.decode;

import java.util.Set;

/** What an object's programs show of the records they write. */
final class RecordEvidence {
    static final RecordEvidence NONE = new RecordEvidence();

    private RecordEvidence() {
    }

    /** Constant sizes in bytes that programs write to this map; empty when none is known. */
    Set<Integer> sizes(String map) {
        return Set.of();
    }

    /** BTF ids of the types that belong to the kernel. */
    Set<Integer> kernelTypes() {
        return Set.of();
    }
}
