package io.eunomia.shell.internal.command;

import picocli.CommandLine.Option;

/** A command with its options; each call uses a new object. */
abstract class ShellCommand {
    /** The meaning of a word that is no option, for completion. */
    enum Word {
        TRACKER, FILE, TRACKER_OR_FILE, NOTHING
    }

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this.")
    @SuppressWarnings("UnusedVariable") // picocli asks for the field, not for its value
    private boolean help;

    abstract void run(Invocation invocation) throws Exception;

    /** @param index from 0 */
    Word word(int index) {
        return index == 0 ? Word.TRACKER : Word.NOTHING;
    }
}
