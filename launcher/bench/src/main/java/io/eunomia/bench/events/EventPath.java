package io.eunomia.bench.events;

import io.eunomia.bench.Measurement;
import io.eunomia.bench.Scale;
import io.eunomia.bench.host.Bench;
import io.eunomia.bench.host.Daemon;
import io.eunomia.bench.host.Pause;
import io.eunomia.bench.host.Proc;
import io.eunomia.bench.host.Producer;
import io.eunomia.bench.host.Samples;
import io.eunomia.bench.result.Figure;
import io.eunomia.bench.result.Numbers;
import io.eunomia.bench.result.Results;
import io.eunomia.bench.result.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** CPU time per event of the reading process, wake-ups included, and the highest rate at which nothing is lost. */
public final class EventPath implements Measurement {
    private static final long[] RATES = {20_000, 50_000, 100_000, 200_000, 400_000, 700_000, 1_000_000, 2_000_000,
        3_000_000, 4_000_000};
    private static final String COUNT = "Eunomia, count";
    private static final String DECODE = "Eunomia, decode and count";
    private static final String C_POLL = "C, ring_buffer__poll";
    private static final String C_CONSUME = "C, ring_buffer__consume every 0.2 ms";
    private static final String ONE = "Eunomia, NDJSON over HTTP";
    private static final String TEN = "Eunomia, NDJSON over HTTP, 10 clients";
    private static final String TEN_ALONE = "Eunomia, NDJSON over HTTP, 10 clients of 10 selections";
    private static final String FLOOD = "CPU per event, as fast as one core makes them";

    @Override
    public String name() {
        return "events";
    }

    @Override
    public String title() {
        return "Event path: CPU per event, and rate without loss";
    }

    @Override
    public int seconds(Scale scale) {
        return scale.pick(40, 120, 360);
    }

    private static List<Subject> subjects(Bench bench, Results results) {
        List<Subject> all = new ArrayList<>(List.of(
                new Subject(C_POLL, true, 4_000_000, CReader.mode("poll")),
                new Subject(C_CONSUME, false, 4_000_000, CReader.mode("consume")),
                new Subject("C, perf_buffer__poll", false, 4_000_000, CReader.mode("perf")),
                new Subject(COUNT, false, 4_000_000, EunomiaReader.count("flood")),
                new Subject("Eunomia, count, perf buffer", false, 4_000_000, EunomiaReader.count("flood_perf")),
                new Subject(DECODE, false, 4_000_000, EunomiaReader.decode()),
                new Subject("Eunomia, JSON to a file", false, 1_000_000, EunomiaReader.jsonFile()),
                new Subject(ONE, false, 2_000_000, EunomiaReader.http(1)),
                new Subject(TEN, false, 200_000, EunomiaReader.http(10)),
                new Subject(TEN_ALONE, false, 200_000, EunomiaReader.httpAlone(10))));
        bench.tool("bpftrace").ifPresentOrElse(
                tool -> all.add(new Subject("bpftrace, printing to a file", false, 1_000_000, BpftracePrinter.with(tool))),
                () -> results.note("bpftrace is missing: cnf/fetch-bench-tools gets it"));
        return all;
    }

    @Override
    public void run(Bench bench, Results results) throws Exception {
        List<Subject> subjects = subjects(bench, results);
        try (Daemon daemon = Daemon.start(bench, "--no-builtin"); Producer producer = Producer.start(bench, "getppid")) {
            Trial trial = new Trial(bench, daemon, producer);
            trial.cpu(subjects.get(3), 0, 1, bench.times(100_000, 3_000_000, 6_000_000));    // compiled before it is timed
            trial.cpu(subjects.get(5), 0, 1, bench.times(100_000, 3_000_000, 6_000_000));
            trial.cpu(subjects.get(7), 50_000, 1, bench.times(10_000, 100_000, 500_000));
            int rounds = bench.times(1, 2, 4);
            Map<String, Figure> flood = cpu(trial, results, FLOOD, subjects.subList(0, 6), 0, rounds,
                    bench.times(50_000, 1_000_000, 1_500_000));
            cpu(trial, results, "CPU per event, 100,000 events/s", subjects.subList(0, 6), 100_000, rounds,
                    bench.times(10_000, 50_000, 100_000));
            cpu(trial, results, "CPU per event, 10,000 events/s", subjects, 10_000, rounds,
                    bench.times(2_000, 10_000, 10_000));
            Map<String, Figure> clients = cpu(trial, results, "CPU per event, 50,000 events/s", subjects.subList(7, 10), 50_000,
                    rounds, bench.times(2_000, 50_000, 100_000));
            results.target(Target.ratio("CPU per event of ten clients of one selection", clients.get(TEN),
                    clients.get(TEN_ALONE), 0.2));
            results.target(Target.ratio("CPU per event in a flood, ring + decode + count", flood.get(DECODE),
                    flood.get(C_POLL), 0.2));
            results.target(Target.ratio("CPU per event in a flood, ring + decode + count, against a C reader without wake-ups",
                    flood.get(DECODE), flood.get(C_CONSUME), 1));
            rates(trial, subjects, results);
        }
        results.note("Counted is the CPU time of the whole reading process. One core makes 64-byte events by getppid(2), one"
                + " for each call; rates without loss by several for each call, so that the calls do not limit them, and in"
                + " two tries, since something else may stop a reader for a moment.");
    }

    private static Map<String, Figure> cpu(Trial trial, Results results, String what, List<Subject> subjects, long rate,
            int rounds, long calls) throws Exception {
        Map<Subject, Samples> samples = new LinkedHashMap<>();
        subjects.forEach(subject -> samples.put(subject, new Samples()));
        for (int round = 0; round < rounds; round++) {
            for (Subject subject : subjects) {
                samples.get(subject).add(trial.cpu(subject, rate, 1, calls));
            }
        }
        Map<String, Figure> figures = new LinkedHashMap<>();
        samples.forEach((subject, values) -> figures.put(subject.label(), subject.reference()
                ? results.reference(what, subject.label(), "ns", values.values())
                : results.add(what, subject.label(), "ns", values.values())));
        return figures;
    }

    private static void rates(Trial trial, List<Subject> subjects, Results results) throws Exception {
        for (Subject subject : subjects) {
            Outcome best = new Outcome(0, 0, 0);
            String limit = "no higher rate was tried";
            for (long rate : RATES) {
                if (rate > subject.most() || trial.bench.scale() == Scale.BRIEF && rate > RATES[0]) {
                    break;
                }
                Outcome outcome = trial.run(subject, rate);
                outcome = outcome.good() ? outcome : trial.run(subject, rate);
                if (outcome.lost() > 0) {
                    limit = Numbers.text(outcome.lost()) + " lost at " + Numbers.text(outcome.reached() / 1e6) + " M/s";
                    break;
                }
                best = outcome.reached() > best.reached() ? outcome : best;
                if (!outcome.good()) {
                    limit = "the producer made no more than " + Numbers.text(outcome.reached() / 1e6) + " M/s";
                    break;
                }
            }
            rate(subject, best.reached(), limit, results);
        }
    }

    private static void rate(Subject subject, double best, String limit, Results results) {
        String what = "rate without loss for a second, 8 MiB ring";
        if (subject.reference()) {
            results.reference(what, subject.label(), "1000/s", best / 1e3);
        } else {
            results.add(what, subject.label(), "1000/s", best / 1e3);
        }
        results.note("rate of " + subject.label() + ": " + limit + ".");
        if (subject.label().equals(ONE)) {
            results.target(new Target("NDJSON over HTTP to one client without loss", "1 M/s", "up to " + Numbers.text(best / 1e6)
                    + " M/s; " + limit, best >= 0.9e6));
        }
        if (subject.label().equals(DECODE)) {
            results.target(new Target("loss at 2 M events/s, 8 MiB ring, decode and count", "0", "none up to "
                    + Numbers.text(best / 1e6) + " M/s; " + limit, best >= 1.9e6));
        }
    }

    /**
     * @param asked rate a second
     * @param reached by the producer
     * @param lost events, or those that did not come within some seconds
     */
    private record Outcome(double asked, double reached, long lost) {
        boolean good() {
            return lost == 0 && reached > 0.9 * asked;
        }
    }

    /** Lets events be made and looks what became of them. */
    private static final class Trial {
        private static final int BURST = 8;

        private final Bench bench;
        private final Daemon daemon;
        private final Producer producer;

        Trial(Bench bench, Daemon daemon, Producer producer) {
            this.bench = bench;
            this.daemon = daemon;
            this.producer = producer;
        }

        /** @return ns for each event that was read, those that were lost not counted */
        double cpu(Subject subject, long rate, int burst, long calls) throws Exception {
            try (Session session = open(subject, burst)) {
                Pause.millis(50);
                long before = Proc.cpuNanos(session.pid());
                producer.make(calls, rate);
                Pause.millis(250);
                long nanos = Proc.cpuNanos(session.pid()) - before;
                return (double) nanos / Math.max(1, session.counts().read());
            }
        }

        Outcome run(Subject subject, long rate) throws Exception {
            int burst = rate >= 100_000 ? BURST : 1;
            try (Session session = open(subject, burst)) {
                long calls = bench.times(2000, (int) (rate / burst / 2), (int) (rate / burst));
                long nanos = producer.make(calls, rate / burst);
                Session.Counts counts = session.counts();
                for (int i = 0; i < 100 && counts.lost() == 0 && counts.read() + session.buffered() < calls * burst; i++) {
                    Pause.millis(20);
                    counts = session.counts();
                }
                return new Outcome(rate, calls * burst * 1e9 / nanos, Math.max(0, calls * burst - counts.read() - session.buffered()));
            }
        }

        private Session open(Subject subject, int burst) throws Exception {
            return subject.opener().open(new Subject.Setting(bench, daemon, producer.pid(), burst));
        }
    }
}
