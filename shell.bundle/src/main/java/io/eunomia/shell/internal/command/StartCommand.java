package io.eunomia.shell.internal.command;

import io.eunomia.runtime.Origin;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.StartedTracker;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerManager;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import io.eunomia.shell.options.RunOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "start", description = "Starts a tracker: an installed one, or a package.")
final class StartCommand extends ShellCommand {
    @Parameters(paramLabel = "TRACKER",
            description = "Id or name of an installed tracker, a file (.bpf.o, .json, .jar), or JSON in quotes.")
    private String what;

    @Mixin
    private RunOptions options;

    @Option(names = "--name", paramLabel = "NAME", description = "Calls the tracker so, whatever its package says.")
    private String name;

    @Option(names = "--export", paramLabel = "HANDLER", split = ",",
            description = "Sends the events to an export handler: plain_text, json, csv, file, log; may be repeated.")
    private List<String> exports = new ArrayList<>();

    @Option(names = "--btf", paramLabel = "FILE", description = "The types of the daemon's kernel where it does not show them in"
            + " /sys/kernel/btf/vmlinux: BTF, or a vmlinux ELF that holds it. Read by the client, and kept with the tracker.")
    private String btf;

    @Option(names = "--clear-options",
            description = "Forgets the arguments, attach targets, exports and types it had; those given here hold.")
    private boolean clear;

    @Option(names = "--adopt", description = "Takes the name from another owner that has it; a tracker that runs is updated.")
    private boolean adopt;

    @Option(names = {"-f", "--follow"}, description = "Shows its events, from the very first on, until Ctrl-C or --limit; the"
            + " tracker goes on.")
    private boolean follow;

    @Mixin
    private ShownEvents shown;

    @Override
    void run(Invocation invocation) throws IOException, InterruptedException {
        TrackerManager manager = invocation.manager();
        Optional<PackageSource> source = invocation.files().find(what, false)
                .map(found -> found.ownedBy(Origin.SHELL).adopting(adopt));
        StartOptions how = options.options(name == null ? "" : name, exports).withBtf(TypesFiles.find(invocation, btf));
        if (!follow) {
            tell(invocation, Action.whole(() -> source.isPresent() ? manager.start(source.get(), how)
                    : startInstalled(manager, invocation.tracker(what), how)));
            return;
        }
        SubscriptionOptions first = shown.subscription(invocation);
        StartedTracker started = Action.whole(() -> source.isPresent() ? manager.start(source.get(), how, first)
                : followInstalled(manager, invocation.tracker(what), how, first), unwanted -> unwanted.events().close());
        try (Subscription events = started.events()) {
            tell(invocation, started.tracker());
            shown.print(invocation, events);
        }
    }

    private static void tell(Invocation invocation, Tracker tracker) {
        invocation.out().println(tracker.name() + ' ' + tracker.state().label() + ", id " + tracker.id());
        tracker.notAttached().forEach(program -> invocation.terminal().err().println("eunomia: warning: runs without "
                + program.program() + ": " + program.failure().message()));
        tracker.warnings().forEach(warning -> invocation.terminal().err().println("eunomia: warning: " + warning));
    }

    private Tracker startInstalled(TrackerManager manager, Tracker tracker, StartOptions how) {
        return installed(tracker, how).map(all -> manager.start(tracker.id(), all)).orElseGet(() -> manager.start(tracker.id()));
    }

    private StartedTracker followInstalled(TrackerManager manager, Tracker tracker, StartOptions how,
            SubscriptionOptions first) {
        return manager.start(tracker.id(), installed(tracker, how), first);
    }

    /** The options for an installed tracker; empty to keep those it has. */
    private Optional<StartOptions> installed(Tracker tracker, StartOptions how) {
        if (name != null) {
            throw new CommandProblem("an installed tracker has its name: " + tracker.name(), "leave --name out", true);
        }
        boolean given = options.given() || !exports.isEmpty() || clear;
        return TypesFiles.with(how.btf(), given ? Optional.of(how.withBtf(Optional.empty())) : Optional.empty(), clear, tracker);
    }

    @Override
    Word word(int index) {
        return index == 0 ? Word.TRACKER_OR_FILE : Word.NOTHING;
    }
}
