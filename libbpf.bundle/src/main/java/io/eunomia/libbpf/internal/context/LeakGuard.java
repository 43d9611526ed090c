package io.eunomia.libbpf.internal.context;

import java.lang.ref.Cleaner;
import java.util.function.BiConsumer;
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
    private final BiConsumer<String, Throwable> report;

    /** @param origins true to show in reports where the object was made; costs a stack trace per object */
    public LeakGuard(boolean origins) {
        this(origins, LeakGuard::log);
    }

    /** @param report receives the name of the leaked object and, if known, the place where it was made */
    LeakGuard(boolean origins, BiConsumer<String, Throwable> report) {
        this.origins = origins;
        this.report = report;
    }

    private static void log(String what, Throwable origin) {
        if (origin == null) {
            LOG.warn("{} was never closed; -Deunomia.libbpf.leaks=true shows where it was opened", what);
        } else {
            LOG.warn("{} was never closed", what, origin);
        }
    }

    /** @param what name of the object in a report; must not refer to {@code owner} */
    public Watch watch(Object owner, String what) {
        Watch watch = new Watch(what, origins ? new Throwable("opened here") : null, report);
        cleaner.register(owner, watch::ownerGone);
        return watch;
    }

    /** The watch over one object, which the owner tells when it is closed. */
    public static final class Watch {
        private final String what;
        private final Throwable origin;
        private final BiConsumer<String, Throwable> report;
        private volatile boolean closed;

        private Watch(String what, Throwable origin, BiConsumer<String, Throwable> report) {
            this.what = what;
            this.origin = origin;
            this.report = report;
        }

        public void closed() {
            closed = true;
        }

        private void ownerGone() {
            if (!closed) {
                report.accept(what, origin);
            }
        }
    }
}
