package io.eunomia.launcher.internal.run;

import java.util.ArrayList;
import java.util.List;

/** Remembers whether the user asked for the end, by a signal for instance, and runs the actions for that case. Any thread. */
public final class EndRequest {
    private final List<Runnable> actions = new ArrayList<>();
    private boolean made;

    /** Asks for the end: runs the actions that were given, once. */
    public void make() {
        List<Runnable> due;
        synchronized (this) {
            made = true;
            due = List.copyOf(actions);
            actions.clear();
        }
        due.forEach(Runnable::run);
    }

    public synchronized boolean made() {
        return made;
    }

    /** Runs {@code action} when the end is asked for, or at once if that has happened. */
    public void whenMade(Runnable action) {
        synchronized (this) {
            if (!made) {
                actions.add(action);
                return;
            }
        }
        action.run();
    }
}
