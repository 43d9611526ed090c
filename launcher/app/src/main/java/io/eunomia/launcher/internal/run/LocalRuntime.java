package io.eunomia.launcher.internal.run;

import io.eunomia.launcher.internal.boot.Container;
import io.eunomia.launcher.internal.boot.ContainerOptions;
import io.eunomia.launcher.internal.boot.TemporaryDirectory;
import io.eunomia.libbpf.Libbpf;
import io.eunomia.runtime.KernelReport;
import io.eunomia.runtime.PinnedTrackers;
import io.eunomia.runtime.TrackerManager;
import io.eunomia.runtime.control.Caller;
import io.eunomia.runtime.control.Control;
import io.eunomia.runtime.control.LocalControl;
import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.EventFormats;
import java.util.Map;

/** Runs libbpf and the runtime in this process, with a store that is removed at the end. */
public final class LocalRuntime implements AutoCloseable {
    /** Leaves nothing in the kernel, because nobody takes over from a store that is removed. */
    private static final Map<String, String> PROPERTIES = Map.of("eunomia.persist", "never");

    private final TemporaryDirectory store;
    private final Container container;

    private LocalRuntime(TemporaryDirectory store, Container container) {
        this.store = store;
        this.container = container;
    }

    /** Starts the runtime. @throws io.eunomia.launcher.internal.boot.BootException when it cannot be started */
    public static LocalRuntime start() {
        TemporaryDirectory store = new TemporaryDirectory();
        try {
            return new LocalRuntime(store, Container.start(
                    new ContainerOptions(store.path(), false, PROPERTIES)));
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    public TrackerManager manager() {
        return container.service(TrackerManager.class).by(Caller.commandLine().toString());
    }

    public Control control() {
        return new LocalControl(container.service(TrackerManager.class), kernel(), container.service(EventFormats.class));
    }

    public Libbpf libbpf() {
        return container.service(Libbpf.class);
    }

    /** Shows and removes what daemons have pinned, of any state folder. */
    public PinnedTrackers pinned() {
        return container.service(PinnedTrackers.class);
    }

    private KernelReport kernel() {
        return container.service(KernelReport.class);
    }

    /** Finds a format, by the name that the runtime has for it: {@code plain_text}, {@code json}, {@code csv}. */
    public EventFormat format(String name) {
        return container.service(EventFormats.class).get(name);
    }

    /** Stops the trackers, which detaches their programs, and removes the store. */
    @Override
    public void close() {
        try {
            container.close();
        } finally {
            store.close();
        }
    }
}
