package io.eunomia.shell.complete;

import io.eunomia.runtime.view.DisplaysView.DisplayView;
import io.eunomia.runtime.view.PlanView;
import io.eunomia.runtime.view.TrackerView;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Knows what there is to be named. Answers with nothing where it cannot know, and never throws. */
public interface Offers {

    /** The trackers that are installed. */
    List<TrackerView> trackers();

    /** The names of the trackers that come along. */
    Collection<String> builtIns();

    /** Tells what an installed tracker does. */
    Optional<PlanView> plan(TrackerView tracker);

    /** Tells what a package would do. @param word names it: a built-in tracker, or a file */
    Optional<PlanView> plan(String word);

    List<DisplayView> displays(TrackerView tracker);

    /** The digests of the packages that a tracker has and had. */
    List<String> digests(TrackerView tracker);

    /** Finds an installed tracker by id or name. */
    default Optional<TrackerView> tracker(String word) {
        return trackers().stream().filter(one -> one.name().equals(word) || Integer.toString(one.id()).equals(word)).findFirst();
    }
}
