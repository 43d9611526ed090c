package io.eunomia.shell.internal.command;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
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
        return whole(action, done -> { });
    }

    /** As the other. @param unwanted gets what the action returned when nobody waits for it any more */
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
            // A supplier throws nothing else but errors.
            throw (Error) e.getCause();
        }
    }
}
