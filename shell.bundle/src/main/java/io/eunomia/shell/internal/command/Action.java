package io.eunomia.shell.internal.command;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs an action that changes a tracker on a thread of its own. Ctrl-C and the end of a session interrupt a command's thread,
 * and an interrupt would break an action in the middle, where it writes to disk. So an interrupt only ends the waiting, and
 * the action runs to its end.
 */
final class Action {
    private Action() {
    }

    /** @return the result of {@code action}; an exception from it is thrown again */
    static <T> T whole(Supplier<T> action) throws InterruptedException {
        return whole(action, done -> { });
    }

    /** Does the same. @param unwanted gets the action's result when nobody waits for it any more */
    static <T> T whole(Supplier<T> action, Consumer<T> unwanted) throws InterruptedException {
        CompletableFuture<T> result = CompletableFuture.supplyAsync(action, task -> {
            Thread thread = new Thread(task, "eunomia-shell-action");
            thread.setDaemon(true);
            thread.start();
        });
        try {
            return result.get();
        } catch (InterruptedException e) {
            result.thenAccept(unwanted);
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            // Besides runtime exceptions a supplier can throw only errors.
            throw (Error) e.getCause();
        }
    }
}
