package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.MapFile;
import io.eunomia.libbpf.MapType;
import io.eunomia.runtime.descriptor.Descriptor;
import io.eunomia.runtime.display.DisplayInfo;
import io.eunomia.runtime.internal.display.DisplayPlan;
import io.eunomia.runtime.internal.stream.Feed;
import io.eunomia.runtime.internal.stream.StreamSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Explains in advance what somebody who starts a tracker might wonder about. */
final class Notes {
    private Notes() {
    }

    /** Returns the notes; empty when the tracker has events that come by themselves. */
    static List<String> of(BpfObjectFile file, Descriptor descriptor, StreamPlan plan) {
        List<String> notes = new ArrayList<>();
        if (plan.streams().isEmpty() && plan.displays().isEmpty()) {
            notes.add(nothing(file, descriptor.name()));
        }
        plan.displays().stream().map(DisplayPlan::info).filter(info -> info.guessed() && info.shown()).map(DisplayInfo::note)
                .forEach(notes::add);
        beside(plan.displays(), notes);
        List<String> waiting = plan.streams().stream().filter(Notes::waits).map(one -> one.schema().stream()).toList();
        if (!waiting.isEmpty()) {
            notes.add("iterator " + String.join(", ", waiting) + ": read on demand (eunomia read), or at an interval with"
                    + " --arg interval=5s");
        }
        return notes;
    }

    /** Says which displays show less than there was because another one takes it out of their map. */
    private static void beside(List<DisplayPlan> displays, List<String> notes) {
        for (DisplayPlan display : displays) {
            displays.stream().filter(other -> other.info().drained() && !display.info().drained() && other.source().map().equals(display.source().map()))
                    .forEach(other -> notes.add("display " + display.info().name() + " has only what came since display " + other.info().name()
                            + " drained map " + other.source().map() + " last: drain it too, or ask for one of the two"));
        }
    }

    /** Says which programs sample at a rate that nobody has said. @param given names of programs of which somebody says where they go */
    static List<String> sampling(List<ProgramPlan> programs, Set<String> given) {
        return programs.stream().filter(plan -> plan.chosen() && Targets.isUnplaced(plan.program()) && !given.contains(plan.program().name()))
                .map(plan -> plan.program().name()).map(name -> "program " + name + " samples each CPU 49 times a second, since its section"
                        + " names no event; --attach " + name + "=hz=99 says another rate").toList();
    }

    private static boolean waits(StreamSpec stream) {
        return stream.feed() instanceof Feed.Iterator iterator && iterator.interval() == null;
    }

    private static String nothing(BpfObjectFile file, String name) {
        List<MapFile> maps = file.maps().stream().filter(Notes::holdsData).toList();
        String why = name + " has nothing to show: no ring or perf buffer, no table, no iterator, and it prints nothing";
        if (maps.isEmpty()) {
            return why + "; it has no maps either, so what it does is seen by its effects, and by eunomia stats";
        }
        String table = maps.stream().filter(map -> map.type() == MapType.HASH || map.type() == MapType.LRU_HASH)
                .filter(map -> !map.internal()).findFirst().map(map -> "; \"tables\": [{\"map\": \"" + map.name()
                        + "\", \"interval\": \"1s\"}] in a package shows " + map.name()).orElse("");
        return why + "; its maps are " + maps.stream().map(map -> map.name() + " ("
                + map.type().name().toLowerCase(Locale.ROOT) + ')').collect(Collectors.joining(", "))
                + ": eunomia maps lists them" + table;
    }

    /** Tells whether a map holds data that changes; constants show nothing of what happens. */
    private static boolean holdsData(MapFile map) {
        return !map.internal() || map.name().startsWith(".bss") || map.name().startsWith(".data");
    }
}
