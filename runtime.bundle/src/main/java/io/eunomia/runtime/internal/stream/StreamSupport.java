package io.eunomia.runtime.internal.stream;

import java.util.concurrent.ScheduledExecutorService;

/**
 * What all streams share; each stays its owner's.
 *
 * @param loop reads rings
 * @param ticker reads tables, at their intervals
 * @param awaitInvocations waits until no BPF program runs that was running at the call
 */
public record StreamSupport(EventLoop loop, ScheduledExecutorService ticker, Runnable awaitInvocations) {
}
