package io.eunomia.shell.internal.command;

import io.eunomia.runtime.KernelReport;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerManager;
import io.eunomia.runtime.event.EventFormat;
import io.eunomia.shell.text.Terminal;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The services and the caller that a command works with.
 *
 * @param formats the registered event formats
 * @param files finds packages among the caller's files
 * @param user the caller's name, for people
 */
record Invocation(TrackerManager manager, KernelReport kernel, List<EventFormat> formats, PackageFiles files,
        Terminal terminal, String user) {

    PrintStream out() {
        return terminal.out();
    }

    PrintStream err() {
        return terminal.err();
    }

    /** @throws CommandProblem when there is no such tracker; the message lists those that exist */
    Tracker tracker(String word) {
        if (word.matches("[0-9]{1,9}")) {
            return manager.tracker(Integer.parseInt(word));
        }
        List<Tracker> all = manager.trackers();
        return all.stream().filter(tracker -> tracker.name().equals(word)).findFirst()
                .orElseThrow(() -> new CommandProblem("the daemon has no tracker called " + word,
                        all.isEmpty() ? "it has none at all"
                                : "it has " + all.stream().map(Tracker::name).collect(Collectors.joining(", "))));
    }
}
