package io.eunomia.shell.command;

import java.io.OutputStream;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Where a command runs, as far as that makes a difference: in a process of its own, or in a session of the shell. */
public interface CommandHost {

    /** Where events go; not closed by the command. */
    OutputStream events();

    /** Asked when events cannot be written: tells whether nobody reads them any more, which is an end like any other. */
    boolean readerHasLeft();

    /** How many events {@code events} shows when neither a limit is given nor {@code --follow}; 0 for no limit. */
    long eventsUnlessFollowed();

    /**
     * Runs an action to its end, even when the command is interrupted meanwhile.
     *
     * @param unwanted gets the action's result when nobody waits for it any more
     */
    <T> T whole(Supplier<T> action, Consumer<T> unwanted) throws InterruptedException;
}
