package io.eunomia.shell.command;

import io.eunomia.runtime.control.OptionChange;
import io.eunomia.shell.options.RunOptions;
import io.eunomia.shell.text.ReceiptPrinter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "rollback", description = "Takes a tracker back to a package that it had before, while it runs: no event is"
        + " missed.")
final class RollbackCommand extends TrackerCommand {
    @Option(names = "--to", paramLabel = "DIGEST", description = "SHA-256 of the package or its first characters, as history"
            + " shows it; without it the one before the present one.")
    private String digest = "";

    @Mixin
    private RunOptions options;

    @Option(names = "--clear-options",
            description = "Forgets the arguments and attach targets it has; those given here hold.")
    private boolean clear;

    @Override
    public int run(Invocation invocation) throws InterruptedException {
        int id = invocation.id(tracker());
        OptionChange change = new OptionChange(options.options(), clear);
        return print(invocation, invocation.whole(() -> invocation.control().rollback(invocation.caller(), id, digest, change)),
                receipt -> new ReceiptPrinter(invocation.terminal()).print(tracker() + " rolled back", receipt));
    }
}
