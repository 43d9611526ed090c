package io.eunomia.bench.host;

import java.time.Duration;
import java.util.List;

/** A process that makes system calls as it is told, see {@code produce.c}. Owns it. */
public final class Producer implements AutoCloseable {
    private static final Duration MOST = Duration.ofMinutes(2);

    private final Child child;

    private Producer(Child child) {
        this.child = child;
    }

    /** @param call {@code getppid} or {@code open} */
    public static Producer start(Bench bench, String call) {
        return new Producer(Child.start(List.of(bench.c("produce"), call)));
    }

    public long pid() {
        return child.pid();
    }

    /** Makes calls and waits for their end. @param rate a second, 0 for as fast as it can. @return ns it took */
    public long make(long count, long rate) {
        begin(count, rate);
        return end();
    }

    /** As {@link #make} without waiting: {@link #end} does. */
    public void begin(long count, long rate) {
        child.send(count + " " + rate);
    }

    public long end() {
        return Long.parseLong(child.next(MOST).text());
    }

    @Override
    public void close() {
        child.close();
    }
}
