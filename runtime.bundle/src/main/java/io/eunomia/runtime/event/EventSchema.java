package io.eunomia.runtime.event;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The layout of a stream's events. Immutable. */
@ProviderType
public interface EventSchema {

    /** Name of the stream. */
    String stream();

    /** Name of the map the events come from. */
    String map();

    /**
     * The struct's name in BTF; the source's own name for the record when it is not in BTF; empty when records are shown as
     * hex.
     */
    String struct();

    List<Field> fields();

    Optional<Field> field(String name);

    /** Says why BTF does not tell the struct, and how to name it; empty when the struct is known. */
    String note();
}
