package io.eunomia.shell.internal.command;

import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.UpdateOptions;
import io.eunomia.runtime.UpdateReceipt;
import io.eunomia.shell.options.RunOptions;
import io.eunomia.shell.text.ReceiptText;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "rollback", description = "Takes a tracker back to a package that it had before, while it runs: no event is"
        + " missed.")
final class RollbackCommand extends ShellCommand {
    @Parameters(paramLabel = "TRACKER", description = "Id or name.")
    private String tracker;

    @Option(names = "--to", paramLabel = "DIGEST", description = "SHA-256 of the package or its first characters, as history"
            + " shows it; without it the one before the present one.")
    private String digest = "";

    @Mixin
    private RunOptions options;

    @Option(names = "--clear-options",
            description = "Forgets the arguments and attach targets it has; those given here hold.")
    private boolean clear;

    @Override
    void run(Invocation invocation) throws InterruptedException {
        Tracker found = invocation.tracker(tracker);
        UpdateOptions how = new UpdateOptions(options.given() || clear ? Optional.of(options.options("", List.of()))
                : Optional.empty(), true);
        UpdateReceipt receipt = Action.whole(() -> invocation.manager().rollback(found.id(), digest, how));
        invocation.out().println(tracker + " rolled back" + ReceiptText.of(receipt).line());
    }
}
