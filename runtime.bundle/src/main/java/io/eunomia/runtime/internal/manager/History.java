package io.eunomia.runtime.internal.manager;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.KeptPackage;
import io.eunomia.runtime.Origin;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.internal.lifecycle.TrackerBundle;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Chooses among the packages that a tracker can be rolled back to. */
final class History {
    /**
     * The origin of a rollback. It is not the owner's, because a rollback does not say what the owner wants: the owner's
     * file, for instance, has not changed.
     */
    static final Origin ROLLBACK = Origin.bundle("");
    private static final int SHOWN_CHARACTERS = 12;

    private final String label;
    private final List<KeptPackage> packages;

    History(TrackerBundle tracker) {
        this.label = "tracker \"" + tracker.name() + "\" (" + tracker.id() + ")";
        this.packages = tracker.history();
    }

    /**
     * Finds a package by the beginning of its digest.
     *
     * @param digest or its beginning; empty for the package before the present one
     * @return SHA-256 of the one that is meant
     */
    String choose(String digest) {
        if (digest.isEmpty()) {
            if (packages.size() < 2) {
                throw refused(label + " has no earlier package", packages.isEmpty()
                        ? "its bundle was installed past Eunomia: packages are kept from its first update on" : "");
            }
            return packages.get(1).sha256();
        }
        List<KeptPackage> meant = packages.stream()
                .filter(kept -> kept.sha256().startsWith(digest.toLowerCase(Locale.ROOT))).toList();
        if (meant.size() != 1) {
            throw refused(label + " has " + (meant.isEmpty() ? "no package " : "several packages that begin with ") + digest,
                    packages.isEmpty() ? "" : "it has " + shown());
        }
        if (meant.get(0).equals(packages.get(0))) {
            throw refused(label + " has the package " + digest + " already", "it has " + shown());
        }
        return meant.get(0).sha256();
    }

    private String shown() {
        return packages.stream().map(kept -> kept.sha256().substring(0, SHOWN_CHARACTERS)
                + (kept.version().isEmpty() ? "" : " (version " + kept.version() + ")")).collect(Collectors.joining(", "));
    }

    private static TrackerException refused(String message, String hint) {
        return new TrackerException(Failure.of(FailureKind.CONFLICT, message, hint));
    }
}
