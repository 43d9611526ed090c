package io.eunomia.shell.internal.command;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * What changes a tracker runs on a thread of its own: Ctrl-C and the end of a session interrupt a command's thread, and
 * an interrupt would break an action in its midst, where it writes to disk. Whoever interrupts only stops waiting; the
 * action comes to its end.
 */
final class Action {
    private Action() {
    }

    /** @return what {@code action} returned; what it threw is thrown */
    static <T> T whole(Supplier<T> action) throws InterruptedException {
        FutureTask<T> task = new FutureTask<>(action::get);
        Thread thread = new Thread(task, "eunomia-shell-action");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            // A supplier throws nothing else but errors.
            throw (Error) e.getCause();
        }
    }
}
