package io.eunomia.runtime.internal.stream;

import io.eunomia.runtime.internal.decode.CompiledSchema;

/** Describes a stream to open: what its records look like, and where they come from. */
public record StreamSpec(CompiledSchema schema, Feed feed) {
}
