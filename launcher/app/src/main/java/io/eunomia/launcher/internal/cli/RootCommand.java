package io.eunomia.launcher.internal.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@SuppressWarnings("UnusedVariable") // picocli asks for the fields, not for their values
@Command(name = RootCommand.NAME, description = "Runs eBPF programs as trackers: load, watch, stop.%n", synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:done", "1:failed", "2:wrong usage",
            "3:the daemon cannot be reached", "4:not permitted", "5:the kernel lacks what is needed", "6:the tracker that was followed was stopped or removed"})
final class RootCommand implements Runnable {
    static final String NAME = "eunomia";

    @Spec
    private CommandSpec spec;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this and end.")
    private boolean help;

    /** This option is answered before the tree of commands is built. */
    @Option(names = {"-V", "--version"}, description = "Show the version and end; the command version shows all parts.")
    private boolean version;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "name a command");
    }
}
