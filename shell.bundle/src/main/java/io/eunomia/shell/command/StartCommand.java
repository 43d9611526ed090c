package io.eunomia.shell.command;

import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.control.Caller;
import io.eunomia.runtime.control.Control;
import io.eunomia.runtime.control.EventFlow;
import io.eunomia.runtime.control.EventRequest;
import io.eunomia.runtime.control.FollowedTracker;
import io.eunomia.runtime.control.OptionChange;
import io.eunomia.runtime.view.TrackerView;
import io.eunomia.shell.options.EventOptions;
import io.eunomia.shell.options.ExportOption;
import io.eunomia.shell.options.RunOptions;
import io.eunomia.shell.text.JsonPrinter;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "start", description = "Starts a tracker: an installed one, or a package.")
public final class StartCommand extends ControlCommand {
    @Parameters(index = "0", paramLabel = "TRACKER", description = "Id or name of an installed tracker, a file (.bpf.o, .json,"
            + " .jar), JSON in quotes, or - for standard input.")
    private String what;

    @Mixin
    private RunOptions options;

    @Option(names = "--name", paramLabel = "NAME", description = "Calls the tracker so, whatever its package says.")
    private String name = "";

    @Mixin
    private ExportOption exports;

    @Option(names = "--btf", paramLabel = "FILE", description = "The types of the daemon's kernel where it does not show them in"
            + " /sys/kernel/btf/vmlinux: BTF, or a vmlinux ELF that holds it. Read by the client, and kept with the tracker.")
    private String btf;

    @Option(names = "--clear-options",
            description = "Forgets the arguments, attach targets, exports and types it had, and --persist; those given here hold.")
    private boolean clear;

    @Option(names = "--adopt", description = "Takes the name from another owner that has it; a tracker that runs is updated.")
    private boolean adopt;

    @Option(names = {"-f", "--follow"}, description = "Shows its events, from the very first on, until Ctrl-C or --limit; the"
            + " tracker goes on.")
    private boolean follow;

    @Mixin
    private EventOptions shown;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    /** The word that names the tracker or its package. */
    public String what() {
        return what;
    }

    /** Takes another word in place of the one that was given. */
    public void what(String other) {
        what = other;
    }

    public boolean follows() {
        return follow;
    }

    public boolean hasTypes() {
        return btf != null;
    }

    /** The arguments and exports that were given. */
    public StartOptions given() {
        return options.options().withName(name).withExports(exports.requests());
    }

    @Override
    public int run(Invocation invocation) throws InterruptedException {
        if (follow && json) {
            throw new CommandFailure(ExitCode.USAGE, "--follow shows events, and --json does not",
                    "events as JSON are --follow -o json");
        }
        Optional<PackageSource> given = invocation.files().find(what);
        OptionalInt installed = given.isPresent() ? OptionalInt.empty() : invocation.find(what);
        // A daemon without the built-in trackers is sent the package of the one that is asked for.
        Optional<PackageSource> source = (given.isPresent() || installed.isPresent() ? given
                : invocation.files().builtIn(what)).map(found -> found.adopting(adopt));
        StartOptions how = given().withBtf(invocation.types(btf));
        int id = source.isPresent() ? 0 : installed.orElseThrow(() -> invocation.unknown(what));
        OptionChange change = new OptionChange(how, clear);
        Control control = invocation.control();
        Caller caller = invocation.caller();
        if (!follow) {
            TrackerView started = invocation.whole(() -> source.isPresent() ? control.start(caller, source.get(), how)
                    : control.start(caller, id, change));
            tell(invocation, started);
            return ExitCode.DONE;
        }
        EventRequest events = shown.request(0).fitted(invocation.terminal().bound());
        FollowedTracker<? extends EventFlow> followed = invocation.host().whole(() -> source.isPresent()
                ? control.follow(caller, source.get(), how, events) : control.follow(caller, id, change, events),
                unwanted -> unwanted.events().close());
        followed.tracker().ifPresent(tracker -> tell(invocation, tracker));
        return ShownEvents.show(invocation, shown.format(), EventOptions.bounded(events), followed.events());
    }

    private void tell(Invocation invocation, TrackerView tracker) {
        if (json) {
            JsonPrinter.print(tracker, invocation.terminal());
            return;
        }
        invocation.out().println(tracker.name() + ' ' + tracker.state() + ", id " + tracker.id());
        tracker.notAttached().forEach(program -> invocation.warn("runs without " + program.program() + ": "
                + program.failure().message()));
        tracker.warnings().forEach(invocation::warn);
    }

    @Override
    public Word word(int index) {
        return index == 0 ? Word.TRACKER_OR_PACKAGE : Word.NOTHING;
    }
}
