package io.eunomia.runtime.internal.watch;

import io.eunomia.runtime.TrackerManager;
import java.io.File;
import java.nio.file.Path;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * What File Install calls. Only File Install asks for the service, so that without it this class is never loaded and its
 * import is never missed. The ranking puts it before File Install's own handler of jars, which would install a tracker
 * bundle without the manager's knowledge.
 */
@Component(service = ArtifactInstaller.class, property = "service.ranking:Integer=100")
public final class WatchedFolder implements ArtifactInstaller, BundleListener {
    /** Framework property: the state directory; without it the bundle's own data area is used. */
    private static final String STATE = "eunomia.state";

    private final BundleContext context;
    private final FileTrackers trackers;

    @Activate
    public WatchedFolder(BundleContext context, @Reference TrackerManager manager) {
        String state = context.getProperty(STATE);
        Path record = state == null ? context.getDataFile("watched.properties").toPath()
                : Path.of(state, "watched.properties");
        trackers = new FileTrackers(manager, new AppliedFiles(record));
        trackers.removeVanished();
        this.context = context;
        context.addBundleListener(this);
    }

    @Deactivate
    public void close() {
        context.removeBundleListener(this);
    }

    /** Asynchronous: the tracker is gone by then. */
    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.UNINSTALLED) {
            trackers.retryRefused();
        }
    }

    @Override
    public boolean canHandle(File file) {
        return FileTrackers.accepts(file.getName());
    }

    @Override
    public void install(File file) {
        trackers.apply(file.toPath());
    }

    @Override
    public void update(File file) {
        trackers.apply(file.toPath());
    }

    @Override
    public void uninstall(File file) {
        trackers.remove(file.toPath());
    }
}
