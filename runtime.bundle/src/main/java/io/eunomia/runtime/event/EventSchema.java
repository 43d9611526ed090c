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

    /** The BTF struct, or empty when records are shown as hex. */
    String struct();

    List<Field> fields();

    Optional<Field> field(String name);

    /** Why the records are shown as hex and how to name their struct; empty otherwise. */
    String note();
}
