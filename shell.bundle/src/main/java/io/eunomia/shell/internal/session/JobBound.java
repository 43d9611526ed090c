package io.eunomia.shell.internal.session;

import io.eunomia.shell.internal.command.CommandProblem;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.felix.service.command.Job;
import org.apache.felix.service.command.Job.Status;
import org.apache.felix.service.command.JobListener;

/**
 * Bounds the jobs of one session. Gogo runs each command of a script in threads of its own, those that a closure calls
 * too, while the one that called waits: a closure that calls itself would take all of the daemon's memory. What this throws
 * ends the command that would have begun. Any thread.
 */
final class JobBound implements JobListener {
    static final int MOST_NESTED = 64;
    static final int MOST_AT_ONCE = 256;

    private final AtomicInteger running = new AtomicInteger();

    @Override
    public void jobChanged(Job job, Status previous, Status current) {
        if (previous == Status.Created && current != Status.Done) {
            begin(job);
        } else if (current == Status.Done && previous != Status.Created) {
            running.decrementAndGet();
        }
    }

    private void begin(Job job) {
        int nested = 0;
        for (Job outer = job.parent(); outer != null; outer = outer.parent()) {
            nested++;
        }
        if (nested > MOST_NESTED) {
            throw new CommandProblem("commands are nested more than " + MOST_NESTED + " deep",
                    "does a closure call itself?");
        }
        if (running.incrementAndGet() > MOST_AT_ONCE) {
            running.decrementAndGet();
            throw new CommandProblem("more than " + MOST_AT_ONCE + " commands of this session run at one time",
                    "does a closure call or start itself?");
        }
    }
}
