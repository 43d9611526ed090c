package io.eunomia.runtime.internal.filter;

import io.eunomia.runtime.internal.decode.RecordView;

/** Decides whether a record of one stream passes; makes no garbage. Confined to one thread at a time. */
@FunctionalInterface
interface RecordTest {

    boolean matches(RecordView record);
}
