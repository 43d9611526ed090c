package io.eunomia.shell.internal.command;

import io.eunomia.shell.command.CommandHost;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A session of the shell as the host of its commands. Ctrl-C and the end of a session interrupt a command's thread, and an
 * interrupt would break an action in the middle, where it writes to disk. So actions run on a thread of their own, and an
 * interrupt only ends the waiting.
 */
record SessionHost(OutputStream events) implements CommandHost {

    /** Output fails only when the session has ended. */
    @Override
    public boolean readerHasLeft() {
        return true;
    }

    @Override
    public long eventsUnlessFollowed() {
        return 0;
    }

    @Override
    public <T> T whole(Supplier<T> action, Consumer<T> unwanted) throws InterruptedException {
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
