package io.eunomia.itest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a daemon has said of its trackers, and hence has to hold after each restart. While an action is under way it may have
 * been done or not; once it is answered there is no doubt. Not thread-safe.
 */
final class Acknowledged {
    /** @param state {@code running} or {@code stopped} */
    record Known(String name, String version, String state) {
    }

    private final Map<Integer, Known> trackers = new TreeMap<>();
    /** The tracker of the action under way, as it may be afterwards; an empty value stands for a tracker that is gone. */
    private final Map<Integer, Optional<Known>> doubtful = new TreeMap<>();
    /** The name of a package that is being installed, and may have become a tracker. */
    private Known arriving;

    void is(int id, Known known) {
        trackers.put(id, known);
    }

    void gone(int id) {
        trackers.remove(id);
    }

    Map<Integer, Known> trackers() {
        return trackers;
    }

    void begin(int id, Optional<Known> afterwards) {
        doubtful.put(id, afterwards);
    }

    void beginInstall(Known coming) {
        arriving = coming;
    }

    void answered() {
        doubtful.clear();
        arriving = null;
    }

    /** Compares, and takes what was doubtful as it turned out to be. @return what is not as it was said */
    List<String> compare(Map<Integer, Known> found) {
        List<String> wrong = new ArrayList<>();
        trackers.forEach((id, known) -> {
            Known now = found.get(id);
            boolean asBefore = known.equals(now);
            boolean done = doubtful.containsKey(id) && doubtful.get(id).equals(Optional.ofNullable(now));
            if (!asBefore && !done) {
                wrong.add("tracker " + id + " was " + known + " and is " + now
                        + (doubtful.containsKey(id) ? ", on its way to " + doubtful.get(id) : ""));
            }
        });
        found.forEach((id, now) -> {
            if (!trackers.containsKey(id) && !now.equals(arriving)) {
                wrong.add("tracker " + id + ' ' + now + " was never acknowledged");
            }
        });
        trackers.clear();
        trackers.putAll(found);
        answered();
        return wrong;
    }
}
