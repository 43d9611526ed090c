package io.eunomia.runtime.internal.persist;

import io.eunomia.runtime.StartOptions;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Decides which trackers of a daemon stay in the kernel while no daemon runs. */
public enum PersistMode {
    /** Those whose options ask for it. */
    AS_ASKED("as-asked"),
    /** All but those whose options refuse it. */
    ALL("all"),
    /** None, whatever options ask for: what earlier daemons left in the kernel is taken out of it too. */
    NEVER("never");

    /** Framework property: {@code as-asked}, which is the default, {@code all} or {@code never}. */
    public static final String PROPERTY = "eunomia.persist";

    private final String label;

    PersistMode(String label) {
        this.label = label;
    }

    /**
     * Reads the mode.
     *
     * @param properties gives a framework property, or null
     * @throws IllegalArgumentException naming the values that there are
     */
    public static PersistMode of(UnaryOperator<String> properties) {
        String given = properties.apply(PROPERTY);
        for (PersistMode mode : values()) {
            if (given == null || given.equals(mode.label)) {
                return mode;
            }
        }
        throw new IllegalArgumentException(PROPERTY + " is \"" + given + "\", and may be as-asked, all or never");
    }

    /** Says that options ask for what this daemon does not do. */
    public Optional<String> refusal(StartOptions options) {
        return this == NEVER && options.persist() ? Optional.of("it is asked to persist, and this daemon leaves nothing in the kernel at its end"
                + " (--no-persist, or " + PROPERTY + "=never): it ends with the daemon") : Optional.empty();
    }

    /** Tells whether a tracker with these options stays in the kernel when this daemon ends. */
    public boolean persists(StartOptions options) {
        return switch (this) {
            case AS_ASKED -> options.persist();
            case ALL -> options.persistence().orElse(true);
            case NEVER -> false;
        };
    }
}
