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

    /** The struct's name in BTF; what the source calls the record when it is not in BTF; empty when shown as hex. */
    String struct();

    List<Field> fields();

    Optional<Field> field(String name);

    /** Why the struct is not known from BTF and how to name it; empty when it is known. */
    String note();
}
