package io.eunomia.shell.command;

import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.control.OptionChange;
import io.eunomia.shell.options.RunOptions;
import io.eunomia.shell.text.ReceiptPrinter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "update", description = "Replaces a tracker's package while it runs: no event is missed; a package that"
        + " cannot run changes nothing.")
final class UpdateCommand extends TrackerCommand {
    @Parameters(index = "1", paramLabel = "PACKAGE", description = "A file (.bpf.o, .json, .jar), JSON in quotes, or - for"
            + " standard input.")
    private String what;

    @Mixin
    private RunOptions options;

    @Option(names = "--btf", paramLabel = "FILE", description = "Other types of the daemon's kernel from now on; without it the"
            + " tracker keeps those that it was started with.")
    private String btf;

    @Option(names = "--clear-options",
            description = "Forgets the arguments, attach targets and types it had, and --persist; those given here hold.")
    private boolean clear;

    @Option(names = "--force", description = "Also when the package is another tracker's: its name inside is another, or a"
            + " built-in tracker gives way to something else.")
    private boolean force;

    @Override
    public int run(Invocation invocation) throws InterruptedException {
        int id = invocation.id(tracker());
        PackageSource source = invocation.files().require(what);
        OptionChange change = new OptionChange(options.options().withBtf(invocation.types(btf)), clear);
        return print(invocation, invocation.whole(() -> invocation.control().update(invocation.caller(), id, source, change,
                force)), receipt -> new ReceiptPrinter(invocation.terminal()).print(tracker() + " updated", receipt));
    }

    @Override
    public Word word(int index) {
        return index == 0 ? Word.TRACKER : index == 1 ? Word.FILE : Word.NOTHING;
    }
}
