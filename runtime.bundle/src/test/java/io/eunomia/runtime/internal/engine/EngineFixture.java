package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.Libbpf;
import io.eunomia.libbpf.LibbpfLibrary;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.descriptor.ArgumentSpec;
import io.eunomia.runtime.descriptor.Descriptor;
import io.eunomia.runtime.descriptor.Descriptor.Alternatives;
import io.eunomia.runtime.descriptor.Descriptor.Requirements;
import io.eunomia.runtime.descriptor.Descriptor.TableSpec;
import io.eunomia.runtime.descriptor.PackageForm;
import io.eunomia.runtime.descriptor.TrackerPackage;
import io.eunomia.runtime.internal.stream.EventLoop;
import io.eunomia.runtime.internal.stream.FedHub;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** An engine on this machine's kernel, and packages made of the objects in {@code src/test/bpf}. */
final class EngineFixture implements AutoCloseable {
    final LibbpfLibrary library = LibbpfLibrary.load();
    final Libbpf libbpf = library.libbpf();
    final EventLoop loop = new EventLoop(libbpf.newEpoll());
    final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
    final TrackerEngine engine = new TrackerEngine(libbpf, loop, ticker);

    EngineFixture() {
        libbpf.probes().mountMissingFileSystems();
        // Subscribing loads classes, and loading opens files: it must not do so once a tracker counts this process's opens.
        new FedHub().subscribe("first", 1 << 16).close();
    }

    static byte[] object(String name) {
        try (InputStream in = EngineFixture.class.getResourceAsStream("/bpf/" + name + ".bpf.o")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TrackerPackage bare(String object) {
        return of(object, descriptor(object));
    }

    static TrackerPackage of(String object, Descriptor descriptor) {
        return new TrackerPackage(PackageForm.OBJECT, descriptor, ElfObject.parse(object(object)), List.of());
    }

    static Descriptor descriptor(String name) {
        return new Descriptor(name, "1.0.0", "", Set.of(), List.of(), Map.of(), List.of(), Map.of(), List.of(),
                List.of(), List.of(), Requirements.NONE, Map.of());
    }

    static Descriptor programs(Set<String> programs) {
        return new Descriptor("t", "1.0.0", "", programs, List.of(), Map.of(), List.of(), Map.of(), List.of(),
                List.of(), List.of(), Requirements.NONE, Map.of());
    }

    static Descriptor with(Map<String, ArgumentSpec> arguments, List<TableSpec> tables,
            List<Alternatives> alternatives) {
        Descriptor bare = descriptor("t");
        return new Descriptor("t", "1.0.0", "", Set.of(), List.of(), Map.of(), alternatives, arguments,
                bare.events(), tables, List.of(), Requirements.NONE, Map.of());
    }

    static StartOptions arguments(Map<String, String> arguments) {
        return new StartOptions("", arguments, Map.of(), List.of());
    }

    static StartOptions ownOpens() {
        return arguments(Map.of("target_pid", Long.toString(ProcessHandle.current().pid())));
    }

    /** BPF programs this process holds open. */
    static long openPrograms() throws IOException {
        long found = 0;
        for (File fd : new File("/proc/self/fd").listFiles()) {
            try {
                if (Files.readSymbolicLink(fd.toPath()).toString().contains("bpf-prog")) {
                    found++;
                }
            } catch (IOException e) {
                // The descriptor that listed the folder is gone by now.
                continue;
            }
        }
        return found;
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        loop.close();
        library.close();
    }
}
