package io.eunomia.libbpf.internal.component;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfLink;
import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.Libbpf;
import io.eunomia.libbpf.LibbpfOptions;
import io.eunomia.libbpf.PinnedMap;
import io.eunomia.libbpf.RunStatistics;
import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.core.KernelTypes;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.internal.object.KernelKnowledge;
import io.eunomia.libbpf.internal.object.NativeLibbpf;
import io.eunomia.libbpf.kernel.KernelProbes;
import io.eunomia.libbpf.kernel.KernelTime;
import io.eunomia.libbpf.kernel.Processes;
import io.eunomia.libbpf.ring.Epoll;
import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Provides {@link Libbpf} as a service. The bundled libraries are written to the bundle's own storage area. If loading
 * fails the component stays unsatisfied and the framework's log holds the reason.
 */
@Component(service = Libbpf.class)
public final class LibbpfComponent implements Libbpf {
    /** Framework property: {@code false} keeps nothing about the kernel for the next start. */
    private static final String KEEPS_FACTS = "eunomia.kernel.facts";
    /** Framework property: {@code false} has libbpf read all of the kernel's types for each object. */
    private static final String EXCERPTS = "eunomia.kernel.excerpts";

    private final NativeLibbpf libbpf;

    @Activate
    public LibbpfComponent(BundleContext bundle) {
        File storage = bundle.getDataFile("native");
        LibbpfOptions options = LibbpfOptions.fromSystemProperties();
        // There is no storage area in frameworks without a file system.
        libbpf = NativeLibbpf.load(storage == null ? options : options.orDirectory(storage.toPath()),
                new KernelKnowledge(isOn(bundle, KEEPS_FACTS)
                        ? Optional.ofNullable(bundle.getDataFile("kernel-types")).map(File::toPath) : Optional.empty(),
                        isOn(bundle, EXCERPTS)));
    }

    private static boolean isOn(BundleContext bundle, String property) {
        return !"false".equals(bundle.getProperty(property));
    }

    @Deactivate
    public void close() {
        libbpf.close();
    }

    @Override
    public NativeLibrary library() {
        return libbpf.library();
    }

    @Override
    public BpfObjectFile open(String name, ElfObject object) {
        return libbpf.open(name, object);
    }

    @Override
    public BpfObjectFile open(String name, ElfObject object, KernelTypes types) {
        return libbpf.open(name, object, types);
    }

    @Override
    public KernelProbes probes() {
        return libbpf.probes();
    }

    @Override
    public KernelProbes probes(KernelTypes types) {
        return libbpf.probes(types);
    }

    @Override
    public Btf kernelBtf() {
        return libbpf.kernelBtf();
    }

    @Override
    public Optional<PinnedMap> pinnedMap(Path path) {
        return libbpf.pinnedMap(path);
    }

    @Override
    public OptionalInt pinnedId(Path path) {
        return libbpf.pinnedId(path);
    }

    @Override
    public BpfLink adopt(Path folder, String program, AttachPoint point) {
        return libbpf.adopt(folder, program, point);
    }

    @Override
    public Map<Integer, String> programsUsing(int map) {
        return libbpf.programsUsing(map);
    }

    @Override
    public void awaitInvocations() {
        libbpf.awaitInvocations();
    }

    @Override
    public KernelTime kernelTime() {
        return libbpf.kernelTime();
    }

    @Override
    public RunStatistics countRuns() {
        return libbpf.countRuns();
    }

    @Override
    public Processes processes() {
        return libbpf.processes();
    }

    @Override
    public Epoll newEpoll() {
        return libbpf.newEpoll();
    }

    @Override
    public void dumpKernelTypes(Appendable out) {
        libbpf.dumpKernelTypes(out);
    }
}
