package io.eunomia.shell.command;

import java.io.IOException;

/** A command with its options, which picocli sets by annotations; each call uses a new object. */
public abstract class ControlCommand {
    /** The meaning of a word that is no option, for completion. */
    public enum Word {
        /** An installed tracker. */
        TRACKER,
        /** An installed tracker or a package. */
        TRACKER_OR_PACKAGE,
        /** A built-in tracker, or a file. */
        PACKAGE,
        FILE, FOLDER,
        /** A display of the tracker that the first word names. */
        DISPLAY, NOTHING
    }

    /**
     * Does the command's work.
     *
     * @return the exit code, see {@link ExitCode}
     * @throws CommandFailure when the words are wrong, or something cannot be done; the control's own refusals come as they are
     */
    public abstract int run(Invocation invocation) throws IOException, InterruptedException;

    /** Tells what a word may be. @param index from 0 */
    public Word word(int index) {
        return index == 0 ? Word.TRACKER : Word.NOTHING;
    }
}
