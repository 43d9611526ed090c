package io.eunomia.runtime.control;

import io.eunomia.runtime.view.RemovalView;

/** A tracker that was removed. @param label for people: its name and id, as far as they are known */
public record RemovedTracker(String label, RemovalView removal) {
}
