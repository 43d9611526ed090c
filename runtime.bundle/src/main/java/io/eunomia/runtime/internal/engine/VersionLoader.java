package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.BpfObject;
import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.Libbpf;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.GivenTypes;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.descriptor.Descriptor;
import io.eunomia.runtime.descriptor.TrackerPackage;
import io.eunomia.runtime.internal.stream.StreamSupport;
import io.eunomia.runtime.internal.stream.TrackerHub;
import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Loads versions of trackers into the kernel: it opens the object, prepares it, and leaves out optional programs that the
 * kernel refuses. Any thread.
 */
final class VersionLoader {
    private final Libbpf libbpf;
    private final StreamSupport support;
    private final Suitability suitability;
    private final DescriptorReserve reserve;
    private final RunningTrackers running;
    private volatile SoftReference<ByTypes> lastTypes = new SoftReference<>(null);

    /** This machine with kernel types that were given. @param types their name and digest */
    private record ByTypes(String types, Host host) {
    }

    VersionLoader(Libbpf libbpf, StreamSupport support, Suitability suitability, DescriptorReserve reserve,
            RunningTrackers running) {
        this.libbpf = libbpf;
        this.support = support;
        this.suitability = suitability;
        this.reserve = reserve;
        this.running = running;
    }

    /**
     * Loads a version.
     *
     * @param maps that there are already and that it may take
     * @return owned by the caller
     * @throws TrackerException after which nothing of it is left in the kernel
     */
    LoadedVersion load(TrackerPackage trackerPackage, StartOptions options, TrackerHub hub, MapSource maps) {
        Map<String, Failure> refused = new HashMap<>();
        while (true) {
            try {
                return load(trackerPackage, options, hub, maps, refused);
            } catch (BpfException e) {
                // Only a program that the kernel has just refused can be given up, so each round leaves out one more.
                boolean next = e.operation().startsWith("program ")
                        && ProgramPlanner.optional(trackerPackage.descriptor(), options, e.subject())
                        && refused.putIfAbsent(e.subject(), Failures.of(e)) == null;
                if (!next) {
                    throw Failures.exception(e);
                }
            } catch (RuntimeException e) {
                throw Failures.exception(e);
            }
        }
    }

    private LoadedVersion load(TrackerPackage trackerPackage, StartOptions options, TrackerHub hub, MapSource maps,
            Map<String, Failure> refused) {
        long began = System.nanoTime();
        Descriptor descriptor = trackerPackage.descriptor();
        Host host = host(options);
        try (BpfObjectFile file = host.open(trackerPackage)) {
            Preparation made = Preparation.of(file, trackerPackage, options, host,
                    pins -> running.conflict(pins, tracker -> tracker.hub() == hub), refused);
            made.require();
            List<String> kept = maps.reuse(file, descriptor);
            made.choosePrograms();
            BpfObject object = loaded(file, host);
            long loadNanos = System.nanoTime() - began;
            return owned(object, () -> {
                reserve.require();
                return LoadedVersion.open(libbpf, hub, support.with(options), descriptor.version(), object, made, loadNanos, kept);
            });
        }
    }

    private static BpfObject loaded(BpfObjectFile file, Host host) {
        try {
            return file.load();
        } catch (BpfException e) {
            if (e.operation().equals("object load")) {
                new ThisKernel(host, file).misfits().stream().findFirst().ifPresent(failure -> {
                    throw new TrackerException(failure, e);
                });
            }
            throw e;
        }
    }

    private static LoadedVersion owned(BpfObject object, Supplier<LoadedVersion> rest) {
        try {
            return rest.get();
        } catch (RuntimeException e) {
            object.close();
            throw e;
        }
    }

    /** Returns this machine with the types of its own kernel. */
    Host host() {
        return new Host(libbpf, suitability, support.clock(), support.systemNames(), Optional.empty());
    }

    /** Returns this machine, with other types if the options bring some. */
    Host host(StartOptions options) {
        Host host = options.btf().map(this::host).orElseGet(this::host);
        return options.jvmMaps() ? host.withJvmMaps() : host;
    }

    /** Returns the machine with given types, which are kept because other trackers are given the same ones. */
    private Host host(GivenTypes types) {
        ByTypes known = lastTypes.get();
        if (known == null || !known.types().equals(types.toString())) {
            known = new ByTypes(types.toString(), host().with(TypesCheck.read(types)));
            lastTypes = new SoftReference<>(known);
        }
        return known.host();
    }
}
