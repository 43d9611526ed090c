package io.eunomia.launcher.internal.training;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Starts processes that end at once, so that there are events to see. */
final class ProcessLoad {
    private static final long PAUSE_MILLIS = 20;

    private ProcessLoad() {
    }

    /** Runs {@code work} meanwhile, and returns when it has returned. */
    static void during(Runnable work) {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
        try {
            thread.scheduleWithFixedDelay(ProcessLoad::start, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            work.run();
        } finally {
            thread.shutdownNow();
        }
    }

    private static void start() {
        try {
            new ProcessBuilder("/bin/true").start().waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("/bin/true cannot be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
