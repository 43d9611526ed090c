package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.runtime.descriptor.Descriptor;
import java.util.List;

/** Where a version may take maps from before it is loaded, in place of new ones. */
@FunctionalInterface
interface MapSource {
    /** Nothing ran before. */
    MapSource NONE = (file, descriptor) -> List.of();

    /** Lets the object use maps that there are. @return the names of those */
    List<String> reuse(BpfObjectFile file, Descriptor descriptor);
}
