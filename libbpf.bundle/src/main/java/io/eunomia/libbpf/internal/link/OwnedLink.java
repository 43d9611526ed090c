package io.eunomia.libbpf.internal.link;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfLink;
import io.eunomia.libbpf.internal.context.LeakGuard;

/** An attachment and what undoes it. */
public final class OwnedLink implements BpfLink {
    private static final Runnable NOTHING = () -> { };

    private final String program;
    private final AttachPoint point;
    private final int fd;
    private final Runnable release;
    private final LeakGuard.Watch watch;
    private Runnable whenClosed = NOTHING;
    private boolean closed;

    OwnedLink(AttachRequest request, int fd, Runnable release) {
        this.program = request.program().name();
        this.point = request.point();
        this.fd = fd;
        this.release = release;
        this.watch = request.context().leaks().watch(this, "link of program \"" + program + "\" to " + point);
    }

    @Override
    public String program() {
        return program;
    }

    @Override
    public AttachPoint point() {
        return point;
    }

    @Override
    public int fd() {
        return fd;
    }

    /** @param action run once after this link is closed; must be set before the link is given away */
    public void whenClosed(Runnable action) {
        whenClosed = action;
    }

    /** A second caller waits until the first has detached, so that the object may be freed after either returns. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        watch.closed();
        try {
            release.run();
        } finally {
            whenClosed.run();
        }
    }

    @Override
    public String toString() {
        return program + " at " + point;
    }
}
