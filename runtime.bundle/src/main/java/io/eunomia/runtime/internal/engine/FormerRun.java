package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.BpfLink;
import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.Libbpf;
import io.eunomia.libbpf.MapFile;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.UpdateReceipt;
import io.eunomia.runtime.internal.persist.PinnedRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A run that a former process has pinned, to be taken over.
 *
 * @param folder of the tracker in the BPF file system
 */
public record FormerRun(Path folder, PinnedRun run) {
    private static final String MAPS = "maps_";
    private static final String HOOK = "hook_";

    /** Returns when its maps were pinned, which is right after they were made. */
    Instant mapsSince() {
        try {
            return Files.getLastModifiedTime(maps(folder, run.objects().generation())).toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells which run it is, for the receipt of taking it over. */
    UpdateReceipt.TakeOver takeOver() {
        return new UpdateReceipt.TakeOver(run.since(), Optional.ofNullable(run.end()).map(PinnedRun.End::time));
    }

    /** Returns the folder of a version's maps. */
    static Path maps(Path folder, int generation) {
        return folder.resolve(MAPS + generation);
    }

    static Path hook(Path folder, int number) {
        return folder.resolve(HOOK + number);
    }

    /** Returns the pin of a hook's link. */
    static Path link(Path folder, int number) {
        return hook(folder, number).resolve("link");
    }

    /** Returns a map's file; names of sections begin with a dot, and files of this file system have none. */
    static Path file(Path maps, String map) {
        return maps.resolve(map.startsWith(".") ? "section" + map.replace('.', '_') : map);
    }

    private Path file(String map) {
        return file(maps(folder, run.objects().generation()), map);
    }

    /** Compares what is pinned with what was. @return what is wrong with it; empty when it can be taken over */
    Optional<String> fault(Libbpf libbpf) {
        try {
            for (var map : run.objects().maps().entrySet()) {
                if (!OptionalInt.of(map.getValue()).equals(libbpf.pinnedId(file(map.getKey())))) {
                    return Optional.of("map \"" + map.getKey() + "\" is not pinned any more, or another one is in its place");
                }
            }
            for (PinnedRun.Hook hook : run.objects().hooks()) {
                if (!OptionalInt.of(hook.id()).equals(libbpf.pinnedId(link(folder, hook.number())))) {
                    return Optional.of("the link of program \"" + hook.program()
                            + "\" is not pinned any more, or another one is in its place");
                }
            }
            return Optional.empty();
        } catch (BpfException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** Lets an object use the pinned maps. @return their names @throws TrackerException when one does not fit */
    List<String> reuse(BpfObjectFile file) {
        List<String> kept = new ArrayList<>();
        for (MapFile map : file.maps()) {
            if (run.objects().maps().containsKey(map.name())) {
                try {
                    map.reuse(file(map.name()));
                } catch (BpfException e) {
                    throw new TrackerException(new Failure(FailureKind.CONFLICT, "map \"" + map.name()
                            + "\" cannot be taken over: " + e.getMessage(), e.errno(), "", "", ""), e);
                }
                kept.add(map.name());
            }
        }
        return List.copyOf(kept);
    }

    /** Opens the link of a pinned attachment. @return owned by the caller */
    BpfLink link(PinnedRun.Hook hook, Attachment attachment, Libbpf libbpf) {
        return libbpf.adopt(hook(folder, hook.number()), hook.program(), attachment.point());
    }

    /** Finds the pinned attachment of a program. @param taken those that others have */
    Optional<PinnedRun.Hook> hook(Attachment attachment, List<PinnedRun.Hook> taken) {
        return run.objects().hooks().stream().filter(hook -> hook.program().equals(attachment.program().name())
                && hook.target().equals(attachment.target()) && !taken.contains(hook)).findFirst();
    }
}
