package io.eunomia.shell.text;

import io.eunomia.runtime.view.Durations;
import io.eunomia.runtime.view.FailureView;
import io.eunomia.runtime.view.TrackerView;
import io.eunomia.runtime.view.TrackersView;
import java.time.Duration;
import java.time.Instant;

/** Shows trackers as a table, and below it what is wrong with them. */
public record TrackersPrinter(Terminal terminal) {

    public void print(TrackersView trackers) {
        Instant now = Instant.now();
        Table table = new Table("ID", "NAME", "VERSION", "STATE", "SINCE", "CPU", "RUN", "SOURCE", "BUNDLE");
        trackers.trackers().forEach(tracker -> table.row(tracker.id(), tracker.name(), tracker.version(), tracker.state(),
                Durations.show(Duration.between(tracker.since(), now)), tracker.cost().map(cost -> Amounts.share(cost.cpu())).orElse(null),
                tracker.cost().filter(cost -> cost.runsPerSecond() > 0).map(cost -> Amounts.nanos(cost.nanosPerRun())).orElse(null),
                tracker.source(), tracker.bundleId()));
        table.print(terminal);
        trackers.trackers().forEach(tracker -> printPinned(tracker, now));
        trackers.trackers().forEach(tracker -> printFailures(tracker, now));
    }

    private void printPinned(TrackerView tracker, Instant now) {
        tracker.pinnedSince().ifPresent(since -> terminal.out().println(tracker.name() + " has been pinned for "
                + Durations.show(Duration.between(since, now))
                + tracker.updates().stream().filter(receipt -> receipt.takeOver().isPresent()).findFirst()
                        .map(receipt -> ", taken over " + Durations.show(Duration.between(receipt.time(), now)) + " ago "
                                + ReceiptPrinter.takenOver(receipt)).orElse("")));
    }

    private void printFailures(TrackerView tracker, Instant now) {
        tracker.notAttached().forEach(program -> print(tracker.name() + " runs without " + program.program(),
                program.failure()));
        tracker.failure().ifPresent(failure -> print(tracker.name() + " failed", failure));
        tracker.failedUpdate().ifPresent(update -> print(tracker.name() + " was not updated "
                + Durations.show(Duration.between(update.time(), now)) + " ago", update.failure()));
    }

    private void print(String what, FailureView failure) {
        terminal.out().println(terminal.bad(what) + ": " + failure.message());
        if (!failure.hint().isEmpty()) {
            terminal.out().println("  hint: " + failure.hint());
        }
    }
}
