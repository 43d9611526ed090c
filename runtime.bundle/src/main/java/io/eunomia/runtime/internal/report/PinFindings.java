package io.eunomia.runtime.internal.report;

import io.eunomia.runtime.KernelReport.Finding;
import io.eunomia.runtime.KernelReport.Verdict;
import io.eunomia.runtime.PinnedTrackers.Folder;
import io.eunomia.runtime.PinnedTrackers.PinnedTracker;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.internal.persist.PinFolders;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/** Tells what daemons have pinned in the kernel for the daemons after them. None of it is a lack. */
record PinFindings(PinFolders folders) {
    private static final String TOPIC = "pinned";

    List<Finding> findings() {
        try {
            return folders.found().stream().map(PinFindings::finding).toList();
        } catch (TrackerException e) {
            return List.of(new Finding(TOPIC, "trackers", Verdict.UNKNOWN, "not known", e.failure().message()
                    + (e.failure().hint().isEmpty() ? "" : "; " + e.failure().hint())));
        }
    }

    private static Finding finding(Folder folder) {
        String state = folder.state().map(path -> " of " + path).orElse("");
        return switch (folder.standing()) {
            case OWNED -> fact(folder, content(folder) + state, "");
            case ORPHAN -> fact(folder, "orphan: " + content(folder) + state + ", which is not here or has another id",
                    "eunomia unpin " + folder.name());
            case UNKNOWN -> fact(folder, content(folder) + state + ", which this process cannot look at", "");
            case FOREIGN -> fact(folder, "not of Eunomia's making, or another user's", "look at it: ls -lR " + folder.path());
        };
    }

    private static Finding fact(Folder folder, String value, String remedy) {
        return new Finding(TOPIC, folder.name(), Verdict.GOOD, value, remedy);
    }

    private static String content(Folder folder) {
        return folder.trackers().isEmpty() ? "no tracker" : folder.trackers().stream().map(PinFindings::text)
                .collect(Collectors.joining(", "));
    }

    private static String text(PinnedTracker tracker) {
        return "tracker " + tracker.name() + " since " + seconds(tracker.since()) + " (" + tracker.pins().size()
                + (tracker.pins().size() == 1 ? " pin)" : " pins)");
    }

    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
