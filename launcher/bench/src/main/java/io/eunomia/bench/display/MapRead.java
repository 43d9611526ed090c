package io.eunomia.bench.display;

import io.eunomia.bench.Measurement;
import io.eunomia.bench.Scale;
import io.eunomia.bench.host.Bench;
import io.eunomia.bench.host.Child;
import io.eunomia.bench.host.Samples;
import io.eunomia.bench.result.Figure;
import io.eunomia.bench.result.Results;
import io.eunomia.bench.result.Target;
import io.eunomia.libbpf.BpfMap;
import io.eunomia.libbpf.BpfObject;
import io.eunomia.libbpf.LibbpfLibrary;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What reading a whole map costs, entry by entry: in this JVM, and in a C program that reads the same map in turns with it. */
public final class MapRead implements Measurement {
    private static final int ENTRIES = 10_000;
    /** As many as Eunomia reads with one call of entries of this size. */
    private static final int BATCH = 64 * 1024 / 20;
    private static final String WHAT = "an entry of a map of 10,000";
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());

    private long sum;

    @Override
    public String name() {
        return "maps";
    }

    @Override
    public String title() {
        return "Reading a whole map";
    }

    @Override
    public int seconds(Scale scale) {
        return scale.pick(2, 5, 10);
    }

    @Override
    public void run(Bench bench, Results results) throws Exception {
        try (LibbpfLibrary library = LibbpfLibrary.load();
                BpfObject object = library.libbpf().open("counted", Files.readAllBytes(bench.object("counted"))).load()) {
            BpfMap map = object.map("counted");
            try (Child c = Child.start(List.of(bench.c("lookups"), Integer.toString(id(map)), Integer.toString(ENTRIES),
                    Integer.toString(BATCH)))) {
                c.next(Duration.ofSeconds(20));
                Samples own = new Samples();
                Samples reference = new Samples();
                int warm = bench.times(1, 100, 200);
                for (int round = 0; round < warm + bench.times(2, 100, 500); round++) {
                    double nanos = read(map);
                    double other = read(c);
                    if (round >= warm) {
                        own.add(nanos);
                        reference.add(other);
                    }
                }
                Figure loop = results.reference(WHAT, "C, bpf_map_lookup_batch", "ns", reference.values());
                Figure eunomia = results.add(WHAT, "Eunomia, in batches", "ns", own.values());
                results.target(Target.ratio("an entry of a map of 10,000: read and added up", eunomia, loop, 2));
            }
        }
    }

    /** The kernel's id of a map, by which another process finds it. */
    private static int id(BpfMap map) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/fdinfo/" + map.fd())).stream().filter(line -> line.startsWith("map_id:"))
                .mapToInt(line -> Integer.parseInt(line.substring("map_id:".length()).strip())).findFirst().orElseThrow();
    }

    /** @return ns for each entry */
    private double read(BpfMap map) {
        long start = System.nanoTime();
        int entries = map.forEach((key, value) -> sum += (int) INT.get(key, 0) + (long) LONG.get(value, 0) + (long) LONG.get(value, Long.BYTES),
                false);
        return nanos(System.nanoTime() - start, entries);
    }

    private static double read(Child c) throws IOException {
        String[] answer = c.ask("go", Duration.ofSeconds(20)).text().split(" ");
        return nanos(Long.parseLong(answer[1]), Integer.parseInt(answer[0]));
    }

    private static double nanos(long all, int entries) {
        if (entries != ENTRIES) {
            throw new IllegalStateException(entries + " entries instead of " + ENTRIES);
        }
        return (double) all / entries;
    }
}
