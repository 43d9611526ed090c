package io.eunomia.shell.internal.command;

import io.eunomia.runtime.Origin;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.StartOptions;
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

@Command(name = "update", description = "Replaces a tracker's package while it runs: no event is missed; a package that"
        + " cannot run changes nothing.")
final class UpdateCommand extends ShellCommand {
    @Parameters(index = "0", paramLabel = "TRACKER", description = "Id or name.")
    private String tracker;

    @Parameters(index = "1", paramLabel = "PACKAGE", description = "A file (.bpf.o, .json, .jar), or JSON in quotes.")
    private String what;

    @Mixin
    private RunOptions options;

    @Option(names = "--btf", paramLabel = "FILE", description = "Other types of the daemon's kernel from now on; without it the"
            + " tracker keeps those that it was started with.")
    private String btf;

    @Option(names = "--clear-options",
            description = "Forgets the arguments, attach targets and types it had; those given here hold.")
    private boolean clear;

    @Option(names = "--force", description = "Also when the package is another tracker's: its name inside is another, or a"
            + " built-in tracker gives way to something else.")
    private boolean force;

    @Override
    void run(Invocation invocation) throws InterruptedException {
        Tracker found = invocation.tracker(tracker);
        PackageSource source = invocation.files().find(what, true).orElseThrow().ownedBy(Origin.SHELL);
        Optional<StartOptions> given = options.given() || clear ? Optional.of(options.options("", List.of())) : Optional.empty();
        UpdateOptions how = new UpdateOptions(TypesFiles.with(TypesFiles.find(invocation, btf), given, clear, found), force);
        UpdateReceipt receipt = Action.whole(() -> invocation.manager().update(found.id(), source, how));
        invocation.out().println(tracker + " updated" + ReceiptText.of(receipt).line());
    }

    @Override
    Word word(int index) {
        return index == 0 ? Word.TRACKER : index == 1 ? Word.FILE : Word.NOTHING;
    }
}
