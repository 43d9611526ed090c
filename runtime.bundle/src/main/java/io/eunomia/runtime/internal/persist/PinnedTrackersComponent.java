package io.eunomia.runtime.internal.persist;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.Libbpf;
import io.eunomia.libbpf.PinnedMap;
import io.eunomia.runtime.PinnedTrackers;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows and removes the pins of all state folders, for those who look after a machine. */
@Component(service = PinnedTrackers.class)
public final class PinnedTrackersComponent implements PinnedTrackers {
    private static final Logger LOG = LoggerFactory.getLogger(PinnedTrackersComponent.class);

    private final Libbpf libbpf;
    private final PinFolders folders;

    @Activate
    public PinnedTrackersComponent(BundleContext context, @Reference Libbpf libbpf) {
        this(libbpf, PinFolders.of(context::getProperty, List::of));
    }

    PinnedTrackersComponent(Libbpf libbpf, PinFolders folders) {
        this.libbpf = libbpf;
        this.folders = folders;
    }

    @Override
    public List<Folder> folders() {
        return folders.found();
    }

    @Override
    public List<Path> remove(Folder folder) {
        int[] maps = folder.trackers().stream().flatMap(tracker -> tracker.pins().stream()).flatMap(this::map)
                .mapToInt(PinnedMap::id).toArray();
        List<String> users = maps.length == 0 ? List.of() : MapUsers.of(maps);
        if (!users.isEmpty()) {
            throw PinFailure.conflict(folder.path() + " is in use: " + String.join(", ", users) + " has maps open that are pinned"
                    + " there", "stop that process, or its trackers (eunomia stop), and try again");
        }
        List<Path> removed = folders.remove(folder.path());
        folders.tidy(folder.name());
        return removed;
    }

    /** Looks at a pinned map; a program or a link is none. */
    private Stream<PinnedMap> map(Path pin) {
        try {
            return libbpf.pinnedMap(pin).stream();
        } catch (BpfException e) {
            LOG.debug("{} is no map", pin, e);
            return Stream.empty();
        }
    }
}
