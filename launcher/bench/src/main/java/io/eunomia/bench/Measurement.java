package io.eunomia.bench;

import io.eunomia.bench.host.Bench;
import io.eunomia.bench.result.Results;

/** One topic of the benchmarks. */
public interface Measurement {

    /** What it is called on the command line. */
    String name();

    /** What it measures, as the title of its section. */
    String title();

    /** Roughly how long it takes. */
    int seconds(Scale scale);

    /**
     * Measures each subject in turns and adds what was found; what cannot be measured here becomes a note.
     *
     * @throws Exception when something that has to work does not
     */
    void run(Bench bench, Results results) throws Exception;
}
