package io.eunomia.runtime.internal.filter;

import io.eunomia.runtime.event.EventView;

/** Decides whether an event passes; makes no garbage but for patterns. Confined to one thread at a time. */
@FunctionalInterface
public interface CompiledFilter {

    boolean matches(EventView event);
}
