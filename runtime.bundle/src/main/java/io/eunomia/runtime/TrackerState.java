package io.eunomia.runtime;

import java.util.Locale;

/** Where a tracker is in its life; {@link #label} is the word every face shows. */
public enum TrackerState {
    INSTALLED, STARTING, RUNNING, UPDATING, STOPPED, FAILED;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
