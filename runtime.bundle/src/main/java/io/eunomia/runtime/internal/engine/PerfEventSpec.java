package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.AttachPoint;
import java.util.List;
import java.util.Map;

/** Reads the target of a program that samples: a performance event and how often. */
final class PerfEventSpec {
    /** {@code enum perf_sw_ids} and {@code enum perf_hw_id} of include/uapi/linux/perf_event.h: type, config. */
    private static final Map<String, int[]> PERF_EVENTS = Map.of("cpu-clock", new int[] {1, 0},
            "task-clock", new int[] {1, 1}, "page-faults", new int[] {1, 2}, "context-switches", new int[] {1, 3},
            "cpu-migrations", new int[] {1, 4}, "cycles", new int[] {0, 0}, "instructions", new int[] {0, 1},
            "cache-references", new int[] {0, 2}, "cache-misses", new int[] {0, 3});

    /** The types of {@code perf_event/…} sections of other loaders: {@code enum perf_type_id}, by number or as written here. */
    private static final List<String> PERF_TYPES = List.of("hardware", "software");

    private final TargetText target;

    PerfEventSpec(TargetText target) {
        this.target = target;
    }

    /**
     * Parses a perf event. The names of perf_event_attr are accepted beside our own, because other loaders write them into
     * sections.
     */
    AttachPoint parse() {
        String expected = "hz=N or period=N [,event=" + eventNames() + "][,pid=PID] [,type=hardware|software,config=N]";
        int[] event = PERF_EVENTS.get("cpu-clock").clone();
        long rate = 99;
        boolean frequency = true;
        int pid = -1;
        for (String part : target.without("perf_event").split(",")) {
            int equals = part.indexOf('=');
            String value = equals < 0 ? "" : part.substring(equals + 1).strip();
            switch (equals < 0 ? part : part.substring(0, equals).strip()) {
                case "hz", "freq", "frequency", "sample_freq" -> {
                    rate = target.positive(value);
                    frequency = true;
                }
                case "period", "sample_period" -> {
                    rate = target.positive(value);
                    frequency = false;
                }
                case "event" -> event = known(value);
                case "type" -> event[0] = PERF_TYPES.contains(value) ? PERF_TYPES.indexOf(value) : target.whole(value);
                case "config" -> event[1] = target.whole(value);
                case "pid" -> pid = target.whole(value);
                default -> throw target.wrong(expected);
            }
        }
        return new AttachPoint.PerfEvent(event[0], event[1], rate, frequency, pid);
    }

    private int[] known(String event) {
        int[] numbers = PERF_EVENTS.get(event);
        if (numbers == null) {
            throw target.wrong("one of the events " + eventNames());
        }
        return numbers.clone();
    }

    private static String eventNames() {
        return String.join("|", PERF_EVENTS.keySet().stream().sorted().toList());
    }
}
