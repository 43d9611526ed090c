package io.eunomia.bench.memory;

import io.eunomia.bench.Measurement;
import io.eunomia.bench.Scale;
import io.eunomia.bench.host.Bench;
import io.eunomia.bench.host.Child;
import io.eunomia.bench.host.Daemon;
import io.eunomia.bench.host.Jdk;
import io.eunomia.bench.host.Pause;
import io.eunomia.bench.host.Proc;
import io.eunomia.bench.result.Results;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** CPU time of what has nothing to do: all subjects side by side, over the same time. */
public final class IdleTime implements Measurement {

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public String title() {
        return "CPU time at rest";
    }

    @Override
    public int seconds(Scale scale) {
        return scale.pick(9, 20, 75);
    }

    @Override
    public void run(Bench bench, Results results) {
        List<Runnable> endings = new ArrayList<>();
        try {
            Map<String, Long> pids = start(bench, results, endings);
            int seconds = bench.times(2, 10, 60);
            Pause.millis(bench.times(500, 3000, 10_000));
            Map<String, Long> before = cpu(pids);
            Pause.millis(seconds * 1000L);
            Map<String, Long> after = cpu(pids);
            pids.keySet().forEach(who -> {
                double millis = (after.get(who) - before.get(who)) / 1e6 * 60 / seconds;
                if (who.startsWith("opensnoop")) {
                    results.reference("CPU time in a minute", who, "ms", millis);
                } else {
                    results.add("CPU time in a minute", who, "ms", millis);
                }
            });
        } finally {
            endings.forEach(Runnable::run);
        }
        results.note("The daemons have their three trackers attached and nobody listening; what the machine does by itself"
                + " makes events for all of them.");
    }

    private static Map<String, Long> start(Bench bench, Results results, List<Runnable> endings) {
        Map<String, Long> pids = new LinkedHashMap<>();
        for (Jdk jdk : Jdk.all().values()) {
            Daemon daemon = Daemon.start(bench, jdk, bench.folder("state"));
            endings.add(daemon::close);
            pids.put("Eunomia, 3 trackers, " + jdk.label(), daemon.pid());
        }
        Map<String, Optional<List<String>>> others = new LinkedHashMap<>();
        others.put("opensnoop of libbpf-tools", bench.libbpfTool("opensnoop").map(List::of));
        others.put("bpftrace, counting opens", bench.tool("bpftrace").map(tool -> List.of(tool, "-e",
                "tracepoint:syscalls:sys_enter_openat { @ = count(); }")));
        others.forEach((who, words) -> words.ifPresentOrElse(command -> {
            Child child = Child.start(command);
            endings.add(child::close);
            pids.put(who, child.pid());
        }, () -> results.note(who + " is missing: cnf/fetch-test-tools and cnf/fetch-bench-tools get such tools")));
        return pids;
    }

    private static Map<String, Long> cpu(Map<String, Long> pids) {
        Map<String, Long> nanos = new LinkedHashMap<>();
        pids.forEach((who, pid) -> nanos.put(who, Proc.cpuNanos(pid)));
        return nanos;
    }
}
