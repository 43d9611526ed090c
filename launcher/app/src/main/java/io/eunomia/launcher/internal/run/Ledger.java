package io.eunomia.launcher.internal.run;

import io.eunomia.runtime.TrackerStats;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.view.Durations;
import java.io.PrintStream;
import java.time.Duration;
import java.util.OptionalLong;

/** Formats the loss ledger that {@code run} shows at its end. */
record Ledger(String tracker, TrackerStats stats, Subscription subscription, Duration time) {

    void print(PrintStream to) {
        StringBuilder text = new StringBuilder("eunomia: ").append(tracker).append(" stopped after ")
                .append(Durations.show(time)).append('\n');
        for (TrackerStats.StreamLedger stream : stats.streams()) {
            text.append("  ").append(stream.stream()).append(": read ").append(stream.read())
                    .append(", lost in the kernel ").append(count(stream.kernelLost()))
                    .append(", undecodable ").append(stream.undecodable());
            if (stream.capacityBytes() > 0) {
                text.append("; ring at most ").append(stream.highestFillBytes() * 100 / stream.capacityBytes())
                        .append(" % full");
            }
            text.append('\n');
        }
        text.append("  shown: offered ").append(subscription.offered())
                .append(", delivered ").append(subscription.delivered())
                .append(", dropped ").append(subscription.dropped()).append('\n');
        to.print(text);
        to.flush();
    }

    private static String count(OptionalLong lost) {
        return lost.isPresent() ? Long.toString(lost.getAsLong()) : "unknown";
    }
}
