package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.BpfLink;
import io.eunomia.libbpf.BpfMap;
import io.eunomia.libbpf.Libbpf;
import io.eunomia.libbpf.MapType;
import io.eunomia.libbpf.UnsupportedFeatureException;
import io.eunomia.runtime.internal.persist.PinFolders;
import io.eunomia.runtime.internal.persist.PinnedRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The pins of a tracker that runs: a folder of maps for each version, one for each hook. Guarded by the {@link ActiveTracker}'s
 * lock.
 */
final class TrackerPins {
    private final Libbpf libbpf;
    private final PinFolders folders;
    private final Path folder;
    private final Map<BpfLink, PinnedRun.Hook> hooks = new IdentityHashMap<>();
    private final List<String> notKept = new ArrayList<>();
    private LoadedVersion version;
    private Map<String, Integer> maps = Map.of();
    private int generation;
    private int nextHook;

    /** @param folder of the tracker, which exists */
    TrackerPins(Libbpf libbpf, PinFolders folders, Path folder) {
        this.libbpf = libbpf;
        this.folders = folders;
        this.folder = folder;
    }

    /** Goes on with the pins of a former process. */
    void adopt(LoadedVersion adopted, PinnedRun.Objects objects) {
        version = adopted;
        generation = objects.generation();
        maps = objects.maps();
        nextHook = objects.hooks().stream().mapToInt(PinnedRun.Hook::number).max().orElse(-1) + 1;
    }

    /** Takes over the pin of a hook. */
    void adopt(Hook hook, PinnedRun.Hook pinned) {
        hooks.put(hook.link(), pinned);
    }

    boolean isPinned(Hook hook) {
        return hooks.containsKey(hook.link());
    }

    /** Returns the programs that go when the process ends, and why. */
    List<String> notKept() {
        return List.copyOf(notKept);
    }

    /**
     * Pins what is not pinned yet of what runs now. Pins of what ran before stay until {@link #prune}.
     *
     * @throws RuntimeException when a map or a link cannot be pinned that the kernel could keep
     */
    PinnedRun.Objects pin(LoadedVersion running, List<Hook> attached, String epoch) {
        if (version != running) {
            pinMaps(running);
        }
        notKept.clear();
        for (Hook hook : attached) {
            if (!hooks.containsKey(hook.link())) {
                pin(hook);
            }
        }
        hooks.keySet().retainAll(attached.stream().map(Hook::link).toList());
        return new PinnedRun.Objects(generation, maps, List.copyOf(hooks.values()), epoch);
    }

    private void pinMaps(LoadedVersion running) {
        Path next = folders.child(FormerRun.maps(folder, generation + 1));
        generation++;
        Map<String, Integer> pinned = new LinkedHashMap<>();
        for (BpfMap map : running.object().maps()) {
            if (isKept(map, running)) {
                Path file = FormerRun.file(next, map.name());
                map.pin(file);
                pinned.put(map.name(), libbpf.pinnedId(file).orElseThrow());
            }
        }
        maps = pinned;
        version = running;
    }

    /** Tells whether a map is worth keeping: constants are made anew, and what is pinned by name is found there. */
    private static boolean isKept(BpfMap map, LoadedVersion running) {
        return !map.name().startsWith(".rodata") && !map.name().startsWith(".kconfig") && map.type() != MapType.STRUCT_OPS
                && running.pins().of(map.name()).isEmpty();
    }

    private void pin(Hook hook) {
        int number = nextHook++;
        Path place = folders.child(FormerRun.hook(folder, number));
        try {
            hook.link().pin(place);
            // The kernel's number is compared when it is taken over.
            hooks.put(hook.link(), new PinnedRun.Hook(hook.program(), ProgramPlan.text(hook.point(), hook.section()), number,
                    libbpf.pinnedId(FormerRun.link(folder, number)).orElseThrow()));
        } catch (UnsupportedFeatureException e) {
            folders.remove(place);
            notKept.add("program \"" + hook.program() + "\" is detached when the daemon ends: " + e.hint());
        } catch (BpfException e) {
            folders.remove(place);
            throw e;
        }
    }

    /** Removes the pins of what does not run any more. */
    void prune() {
        Set<Path> used = new HashSet<>();
        used.add(FormerRun.maps(folder, generation));
        hooks.values().forEach(hook -> used.add(FormerRun.hook(folder, hook.number())));
        folders.children(folder).stream().filter(child -> !used.contains(child)).forEach(folders::remove);
    }

    /** Removes all pins, so that what is detached now is detached for good. */
    void remove() {
        folders.remove(folder);
    }
}
