package io.eunomia.runtime.internal.watch;

import io.eunomia.runtime.FolderWatch;
import io.eunomia.runtime.TrackerManager;
import io.eunomia.runtime.setting.Setting;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the watched folder from when the framework is up until the runtime stops. Neither start nor end waits for it,
 * because a file may take as long to load as its program takes to verify.
 */
@Component(service = FolderWatch.class, immediate = true, configurationPid = WatchedFolder.PID)
@Designate(ocd = WatchConfiguration.class)
public final class WatchedFolder implements FolderWatch {
    static final String PID = "io.eunomia.runtime.watch";
    /** Setting: the folder; without it nothing is watched. */
    private static final String FOLDER = "eunomia.watch.dir";
    /** Setting: milliseconds from one look to the next. */
    private static final String INTERVAL = "eunomia.watch.interval";
    /**
     * Framework property: the start level to wait for before the first look, at which everything that starts by itself has
     * started.
     */
    private static final String LEVEL = "eunomia.level.last";
    /** Setting: whether files take names from trackers of others. */
    private static final String ADOPT = "eunomia.watch.adopt";
    private static final long DEFAULT_INTERVAL = 500;
    private static final long MOST_INTERVAL = 86_400_000;
    private static final long LEVEL_LOOK = 20;
    private static final Logger LOG = LoggerFactory.getLogger(WatchedFolder.class);

    private final BundleContext context;
    private final CountDownLatch firstLook = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final long interval;
    private final FileTrackers trackers;

    @Activate
    public WatchedFolder(BundleContext context, WatchConfiguration given, @Reference TrackerManager manager) {
        this.context = context;
        Optional<Path> folder = Setting.of(FOLDER, given.dir(), context::getProperty).path();
        interval = Setting.of(INTERVAL, given.interval(), context::getProperty).number(1, MOST_INTERVAL, DEFAULT_INTERVAL);
        if (folder.isEmpty()) {
            trackers = null;
            firstLook.countDown();
            return;
        }
        trackers = new FileTrackers(manager, Setting.of(ADOPT, given.adopt(), context::getProperty).isTrue());
        Thread thread = new Thread(() -> watch(folder.get()), "eunomia-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch(Path folder) {
        try {
            awaitLevel();
            trackers.removeVanished();
            FolderScan scan = new FolderScan(folder.toRealPath(), trackers, Clock.systemUTC());
            // A file that was there before the start is not being written any more, or shows it at the next look.
            scan.look(this::isOver);
            scan.look(this::isOver);
            firstLook.countDown();
            while (!ended.await(interval, TimeUnit.MILLISECONDS)) {
                scan.look(this::isOver);
                trackers.retryRefused();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.io.IOException e) {
            LOG.error("watched folder {} cannot be used: {}", folder, e.toString());
        } finally {
            firstLook.countDown();
        }
    }

    /** Waits until the trackers of the last run have started: their files only say whether they have changed since. */
    private void awaitLevel() throws InterruptedException {
        Bundle system = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
        long level = Setting.of(LEVEL, null, context::getProperty).number(0, Integer.MAX_VALUE, 1);
        while (!isOver() && (system.getState() != Bundle.ACTIVE
                || system.adapt(FrameworkStartLevel.class).getStartLevel() < level)) {
            ended.await(LEVEL_LOOK, TimeUnit.MILLISECONDS);
        }
    }

    private boolean isOver() {
        return ended.getCount() == 0;
    }

    @Override
    public boolean awaitFirstLook(Duration most) throws InterruptedException {
        return firstLook.await(most.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Deactivate
    public void close() {
        ended.countDown();
    }
}
