package io.eunomia.runtime.internal.stream;

import io.eunomia.runtime.internal.decode.CompiledSchema;

/** A stream that is to be opened: what its records look like, and where they come from. */
public record StreamSpec(CompiledSchema schema, Feed feed) {
}
