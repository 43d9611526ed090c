package io.eunomia.libbpf.internal.context;

import java.lang.ref.Cleaner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports kernel objects that became garbage without having been closed. It only reports: freeing them from a
 * garbage collector's thread would detach programs at random moments and hide the fault.
 */
public final class LeakGuard {
    private static final Logger LOG = LoggerFactory.getLogger(LeakGuard.class);

    private final Cleaner cleaner = Cleaner.create();
    private final boolean origins;

    /** @param origins whether reports show where the object was made; costs a stack trace per object */
    public LeakGuard(boolean origins) {
        this.origins = origins;
    }

    /** @param what names the object in a report; must not refer to {@code owner} */
    public Watch watch(Object owner, String what) {
        Watch watch = new Watch(what, origins ? new Throwable("opened here") : null);
        cleaner.register(owner, watch::ownerGone);
        return watch;
    }

    /** Told by the owner when it is closed. */
    public static final class Watch {
        private final String what;
        private final Throwable origin;
        private volatile boolean closed;

        private Watch(String what, Throwable origin) {
            this.what = what;
            this.origin = origin;
        }

        public void closed() {
            closed = true;
        }

        private void ownerGone() {
            if (closed) {
                return;
            }
            if (origin == null) {
                LOG.warn("{} was never closed; -Deunomia.libbpf.leaks=true shows where it was opened", what);
            } else {
                LOG.warn("{} was never closed", what, origin);
            }
        }
    }
}
