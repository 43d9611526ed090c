package io.eunomia.runtime.internal.corpus;

import io.eunomia.libbpf.Libbpf;
import io.eunomia.libbpf.LibbpfLibrary;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.descriptor.TrackerPackage;
import io.eunomia.runtime.internal.engine.TrackerEngine;
import io.eunomia.runtime.internal.parse.PackageLimits;
import io.eunomia.runtime.internal.parse.PackageParser;
import io.eunomia.runtime.internal.stream.EventLoop;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** What loads and attaches packages, without framework and faces: quick enough for an emulated machine. */
final class CorpusEngine implements AutoCloseable {
    private final LibbpfLibrary library = LibbpfLibrary.load();
    private final Libbpf libbpf = library.libbpf();
    private final EventLoop loop = new EventLoop(libbpf.newEpoll());
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
    private final PackageParser parser = new PackageParser(PackageLimits.forThisProcess());
    private final TrackerEngine engine = new TrackerEngine(libbpf, loop, ticker);

    CorpusEngine() {
        libbpf.probes().mountMissingFileSystems();
    }

    TrackerEngine engine() {
        return engine;
    }

    Libbpf libbpf() {
        return libbpf;
    }

    /** A package as a user would send it. @throws io.eunomia.runtime.TrackerException when it is none */
    TrackerPackage parse(String name, byte[] content) {
        return parser.parse(new PackageSource(name, content, "test"));
    }

    @Override
    public void close() {
        engine.close();
        ticker.shutdownNow();
        loop.close();
        library.close();
    }
}
