package io.eunomia.runtime.internal.stream;

import io.eunomia.runtime.internal.decode.KernelClock;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What all streams share; each stays its owner's.
 *
 * @param loop reads rings
 * @param ticker reads tables, at their intervals
 * @param awaitInvocations waits until no BPF program runs that was running at the call
 * @param clock makes wall time of the kernel's; kept by whoever reads events
 */
public record StreamSupport(EventLoop loop, ScheduledExecutorService ticker, Runnable awaitInvocations,
        KernelClock clock) {
}
