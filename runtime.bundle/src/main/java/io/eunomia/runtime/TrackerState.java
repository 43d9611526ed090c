package io.eunomia.runtime;

import java.util.Locale;

/** The states of a tracker; every face shows the state by its {@link #label}. */
public enum TrackerState {
    INSTALLED, STARTING, RUNNING, UPDATING, STOPPED, FAILED;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
