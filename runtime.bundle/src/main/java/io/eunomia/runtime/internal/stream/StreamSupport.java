package io.eunomia.runtime.internal.stream;

import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.internal.decode.KernelClock;
import io.eunomia.runtime.internal.decode.SystemNames;
import io.eunomia.runtime.internal.display.SeriesBudget;
import io.eunomia.runtime.internal.stack.FrameNames;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Holds what all streams share; each part stays its owner's.
 *
 * @param loop reads rings
 * @param ticker reads tables, at their intervals
 * @param awaitInvocations waits until no BPF program runs that was running at the call
 * @param clock turns the kernel's time into wall time; kept up to date by the thread that reads events
 * @param series limits the memory of displays
 * @param names says which functions the addresses in stacks are in
 * @param systemNames of numbers that only the running system knows
 */
public record StreamSupport(EventLoop loop, ScheduledExecutorService ticker, Runnable awaitInvocations,
        KernelClock clock, SeriesBudget series, FrameNames names, SystemNames systemNames) {

    /** Returns what streams share, for a tracker that runs with the options. */
    public StreamSupport with(StartOptions options) {
        return options.jvmMaps() ? new StreamSupport(loop, ticker, awaitInvocations, clock, series, names.withJvmMaps(), systemNames) : this;
    }
}
