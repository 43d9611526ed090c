package io.eunomia.shell.internal.command;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.Tracker;
import io.eunomia.shell.text.Durations;
import io.eunomia.shell.text.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;

@Command(name = "trackers", description = "Shows the trackers.")
final class TrackersCommand extends ShellCommand {
    @Override
    void run(Invocation invocation) {
        Table table = new Table("ID", "NAME", "VERSION", "STATE", "SINCE", "SOURCE", "BUNDLE");
        Instant now = Instant.now();
        List<Tracker> all = invocation.manager().trackers();
        all.forEach(tracker -> table.row(tracker.id(), tracker.name(), tracker.version(), tracker.state().label(),
                Durations.show(Duration.between(tracker.since(), now)), tracker.source(), tracker.bundleId()));
        table.print(invocation.terminal());
        for (Tracker tracker : all) {
            tracker.notAttached().forEach(program -> print(invocation, tracker.name() + " runs without "
                    + program.program(), program.failure()));
            tracker.failure().ifPresent(failure -> print(invocation, tracker.name() + " failed", failure));
            tracker.failedUpdate().ifPresent(failed -> print(invocation, tracker.name() + " was not updated "
                    + Durations.show(Duration.between(failed.time(), now)) + " ago", failed.failure()));
        }
    }

    private static void print(Invocation invocation, String what, Failure failure) {
        invocation.out().println(invocation.terminal().bad(what) + ": " + failure.message());
        if (!failure.hint().isEmpty()) {
            invocation.out().println("  hint: " + failure.hint());
        }
    }

    @Override
    Word word(int index) {
        return Word.NOTHING;
    }
}
