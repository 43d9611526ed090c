package io.eunomia.bench.memory;

import io.eunomia.bench.Measurement;
import io.eunomia.bench.Scale;
import io.eunomia.bench.host.Api;
import io.eunomia.bench.host.Bench;
import io.eunomia.bench.host.Child;
import io.eunomia.bench.host.Daemon;
import io.eunomia.bench.host.Jdk;
import io.eunomia.bench.host.Pause;
import io.eunomia.bench.host.Proc;
import io.eunomia.bench.host.Samples;
import io.eunomia.bench.result.Results;
import io.eunomia.bench.result.Target;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Resident memory of a daemon at rest, with few and with many trackers. */
public final class ResidentMemory implements Measurement {
    private static final Pattern HEAP = Pattern.compile("(?:def new generation|tenured generation|DefNew|Tenured|garbage-first heap|Heap)\\s+"
            + "total (?:reserved )?[0-9]+K(?:, committed ([0-9]+)K)?, used ([0-9]+)K");

    /** A tracepoint takes 64 programs; these two have the file's name in the same argument. */
    private static final List<String> PLACES = List.of("sys_enter_openat", "sys_enter_openat2");

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String title() {
        return "Resident memory at rest";
    }

    @Override
    public int seconds(Scale scale) {
        return scale.pick(12, 60, 110);
    }

    @Override
    public void run(Bench bench, Results results) throws Exception {
        int[] counts = bench.scale() == Scale.BRIEF ? new int[] {3, 5} : new int[] {3, 30, 100};
        for (Jdk jdk : Jdk.all().values()) {
            daemon(bench, jdk, counts, results);
        }
        tools(bench, results);
        results.note("The ring is what the trackers' ring buffers hold resident of their maps; files are code, jars and archives, which"
                + " other processes share; the rest is the heap and what the JVM keeps beside it.");
    }

    private static void daemon(Bench bench, Jdk jdk, int[] counts, Results results) throws Exception {
        byte[] object = Files.readAllBytes(bench.object("opens"));
        try (Daemon daemon = Daemon.start(bench, jdk, bench.folder("state")); Api api = daemon.connect()) {
            int running = 3;
            double firstMiB = 0;
            Proc.Resident last = null;
            for (int count : counts) {
                for (; running < count; running++) {
                    String place = PLACES.get(running % PLACES.size());
                    api.post("/api/v1/trackers?arg.target=1&name=copy" + running
                            + "&attach.on_open=tracepoint:syscalls/" + place, object).good();
                }
                Pause.millis(bench.times(500, 7000, 10_000));
                Proc.Resident resident = Proc.resident(daemon.pid());
                String who = "Eunomia, " + jdk.label();
                String what = " with " + count + " trackers";
                results.add("resident" + what, who, "MiB", mib(resident.all()));
                results.add("of that rings" + what, who, "MiB", mib(resident.maps()));
                results.add("of that files" + what, who, "MiB", mib(resident.files()));
                heap(jdk, daemon, resident, what, results);
                if (last == null) {
                    firstMiB = mib(resident.all());
                } else {
                    results.add("each tracker more, without its ring, up to " + count, who, "MiB",
                            mib(resident.all() - resident.maps() - last.all() + last.maps()) / (count - 3));
                }
                last = last == null ? resident : last;
                if (count == counts[counts.length - 1]) {
                    results.target(Target.atMost("resident, server and 3 trackers at rest, " + jdk.label(), firstMiB, 64, "MiB"));
                    results.target(Target.atMost("each further tracker beside its maps, " + jdk.label(),
                            mib(resident.all() - resident.maps() - last.all() + last.maps()) / (count - 3), 1, "MiB"));
                }
            }
        }
    }

    /** After the rest was read: asking makes the JVM start what answers. */
    private static void heap(Jdk jdk, Daemon daemon, Proc.Resident resident, String what, Results results) {
        if (!Files.isExecutable(jdk.tool("jcmd"))) {
            results.note(jdk.home() + " has no jcmd: the heap is not told apart");
            return;
        }
        String text = Child.run(Duration.ofSeconds(30), List.of(jdk.tool("jcmd").toString(), Long.toString(daemon.pid()), "GC.heap_info"));
        Matcher matcher = HEAP.matcher(text);
        long used = 0;
        while (matcher.find()) {
            used += Long.parseLong(matcher.group(2));
        }
        String who = "Eunomia, " + jdk.label();
        results.add("of that heap in use" + what, who, "MiB", mib(used));
        results.add("of that JVM and native" + what, who, "MiB", mib(resident.all() - resident.maps() - resident.files() - used));
    }

    private static double mib(long kib) {
        return kib / 1024.0;
    }

    private static void tools(Bench bench, Results results) {
        Optional<String> opensnoop = bench.libbpfTool("opensnoop");
        if (opensnoop.isPresent()) {
            results.reference("resident, one tool", "opensnoop of libbpf-tools", "MiB",
                    alone(bench, List.of("stdbuf", "-oL", opensnoop.get(), "-p", "1"), "COMM"));
        } else {
            results.note("opensnoop of libbpf-tools is missing: cnf/fetch-test-tools gets it");
        }
        Optional<String> bpftrace = bench.tool("bpftrace");
        if (bpftrace.isPresent()) {
            results.add("resident, one tool", "bpftrace, one line", "MiB",
                    alone(bench, List.of(bpftrace.get(), "-e", "tracepoint:syscalls:sys_enter_openat { @ = count(); }"), "Attaching"));
        } else {
            results.note("bpftrace is missing: cnf/fetch-bench-tools gets it");
        }
    }

    private static double[] alone(Bench bench, List<String> words, String ready) {
        Samples sizes = new Samples();
        try (Child child = Child.start(words)) {
            child.await(text -> text.contains(ready), Duration.ofSeconds(30));
            Pause.millis(bench.times(500, 1000, 2000));
            sizes.add(mib(Proc.resident(child.pid()).all()));
        }
        return sizes.values();
    }
}
