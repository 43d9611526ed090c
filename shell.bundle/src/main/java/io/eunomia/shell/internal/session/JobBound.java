package io.eunomia.shell.internal.session;

import io.eunomia.shell.command.CommandFailure;
import io.eunomia.shell.command.ExitCode;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.felix.service.command.Job;
import org.apache.felix.service.command.Job.Status;
import org.apache.felix.service.command.JobListener;

/**
 * Bounds the jobs of one session. Gogo runs each command of a script in threads of its own, those that a closure calls
 * too, while the calling command waits: a closure that calls itself would take all of the daemon's memory. The exception
 * thrown here ends the command that was about to begin. Any thread.
 */
final class JobBound implements JobListener {
    static final int MOST_AT_ONCE = 128;

    private final AtomicInteger running = new AtomicInteger();

    @Override
    public void jobChanged(Job job, Status previous, Status current) {
        if (current == Status.Done) {
            running.decrementAndGet();
        } else if (previous == Status.Created && running.incrementAndGet() > MOST_AT_ONCE) {
            running.decrementAndGet();
            throw new CommandFailure(ExitCode.FAILED, "more than " + MOST_AT_ONCE + " commands of this session run, or wait for those that they"
                    + " call, at one time", "does a closure call or start itself?");
        }
    }
}
