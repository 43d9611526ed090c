package io.eunomia.launcher.internal.embed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the threads that feed subscribers. Any thread. */
public final class Pumps {
    private static final Duration END_TIME = Duration.ofSeconds(5);

    private final Map<Pump, Thread> running = new HashMap<>();
    private boolean ending;

    void start(Pump pump, String name) {
        Thread thread = new Thread(() -> {
            try {
                pump.run();
            } finally {
                remove(pump);
            }
        }, name);
        thread.setDaemon(true);
        synchronized (running) {
            running.put(pump, thread);
            if (ending) {
                pump.end();
            }
        }
        thread.start();
    }

    private void remove(Pump pump) {
        synchronized (running) {
            running.remove(pump);
        }
    }

    /**
     * Lets no subscriber wait any more: one that requests nothing is completed, the others first get the events that have
     * arrived.
     */
    public void end() {
        synchronized (running) {
            ending = true;
            running.keySet().forEach(Pump::end);
        }
    }

    /** Waits for the threads to end and interrupts a subscriber that does not return. The caller's own thread is left out. */
    public void await() {
        List<Thread> threads;
        synchronized (running) {
            threads = new ArrayList<>(running.values());
        }
        threads.remove(Thread.currentThread());
        long deadline = System.nanoTime() + END_TIME.toNanos();
        try {
            for (Thread thread : threads) {
                thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
                if (thread.isAlive()) {
                    thread.interrupt();
                    thread.join(END_TIME.toMillis());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
