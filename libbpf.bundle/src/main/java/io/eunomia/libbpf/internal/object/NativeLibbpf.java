package io.eunomia.libbpf.internal.object;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.BpfLink;
import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.Libbpf;
import io.eunomia.libbpf.LibbpfOptions;
import io.eunomia.libbpf.PinnedMap;
import io.eunomia.libbpf.RunStatistics;
import io.eunomia.libbpf.UnsupportedFeatureException;
import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.core.KernelTypes;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.internal.btf.KernelFactCache;
import io.eunomia.libbpf.internal.btf.KernelImage;
import io.eunomia.libbpf.internal.context.LeakGuard;
import io.eunomia.libbpf.internal.context.LibbpfMessages;
import io.eunomia.libbpf.internal.context.NativeContext;
import io.eunomia.libbpf.internal.context.Permissions;
import io.eunomia.libbpf.internal.excerpt.TargetTypes;
import io.eunomia.libbpf.internal.ffi.LibBpf;
import io.eunomia.libbpf.internal.ffi.NativeLoader;
import io.eunomia.libbpf.internal.ffi.Natives;
import io.eunomia.libbpf.internal.ffi.ReturnCodes;
import io.eunomia.libbpf.internal.kernel.KernelClocks;
import io.eunomia.libbpf.internal.kernel.KernelIdentity;
import io.eunomia.libbpf.internal.kernel.NativeProcesses;
import io.eunomia.libbpf.internal.kernel.RunningKernel;
import io.eunomia.libbpf.internal.map.KernelMaps;
import io.eunomia.libbpf.internal.pin.Pin;
import io.eunomia.libbpf.internal.ring.EpollInstance;
import io.eunomia.libbpf.internal.slot.GracePeriod;
import io.eunomia.libbpf.internal.slot.PinnedAttachment;
import io.eunomia.libbpf.internal.slot.SlotAttacher;
import io.eunomia.libbpf.kernel.KernelProbes;
import io.eunomia.libbpf.kernel.KernelTime;
import io.eunomia.libbpf.kernel.Processes;
import io.eunomia.libbpf.ring.Epoll;
import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;

/** The loaded libbpf; the code that loads it must close it. */
public final class NativeLibbpf implements Libbpf, AutoCloseable {
    /** {@code enum bpf_stats_type} of include/uapi/linux/bpf.h. */
    private static final int BPF_STATS_RUN_TIME = 0;
    private static final Path KERNEL_BTF = Path.of("/sys/kernel/btf/vmlinux");

    private final NativeContext context;
    private final NativeLibrary library;
    /** The types that the running kernel shows; by their numbers it attaches programs that are attached by types. */
    private final KernelImage kernel;
    /** The types that programs are relocated by: the kernel's, or those that were given in their place. */
    private final KernelImage types;
    private final Optional<Path> answers;
    /** Types that were given in place of the kernel's; closed with this. */
    private final Optional<MemoryTypesFile> given;
    private final ObjectOpener opener;
    private final KernelClocks clocks;
    private SoftReference<Btf> kernelBtf = new SoftReference<>(null);
    /** The probes, made when first asked for. */
    private KernelProbes probes;

    private NativeLibbpf(NativeContext context, NativeLibrary library, KernelKnowledge kept, Optional<MemoryTypesFile> given) {
        this.context = context;
        this.clocks = KernelClocks.of(context.c());
        this.library = library;
        this.answers = kept.file();
        this.given = given;
        this.kernel = new KernelImage(KERNEL_BTF, new KernelFactCache(
                answers.isPresent() ? KernelIdentity.of(context.c()) : new byte[0]));
        this.types = given.map(file -> new KernelImage(Path.of(file.path()))).orElse(kernel);
        this.opener = new ObjectOpener(context, new SlotAttacher(this, context),
                kept.excerpts() ? TargetTypes.excerpts(types) : TargetTypes.all(types), given);
        answers.ifPresent(kernel.answers()::read);
    }

    public static NativeLibbpf load(LibbpfOptions options) {
        return load(options, KernelKnowledge.OF_THIS_PROCESS);
    }

    /** Loads it for a process that may know the kernel from earlier ones. */
    public static NativeLibbpf load(LibbpfOptions options, KernelKnowledge kept) {
        Natives natives = NativeLoader.load(options.library(), options.directory().orElse(null));
        LibBpf bpf = natives.bpf();
        NativeLibrary library = new NativeLibrary(bpf.libbpf_major_version(), bpf.libbpf_minor_version(),
                patch(bpf.libbpf_version_string()), natives.file());
        if (library.major() < 1) {
            throw new BpfException("native library open", natives.file().toString(), 0, "this is " + library
                    + "; version 1.0 or newer is needed");
        }
        int cpus = ReturnCodes.checkErr(bpf.libbpf_num_possible_cpus(), "possible CPUs", "");
        NativeContext context = new NativeContext(natives, new LibbpfMessages(natives),
                new LeakGuard(options.leakOrigins()), cpus);
        return new NativeLibbpf(context, library, kept, options.btf()
                .map(file -> new GivenKernels(context.c()).whole(KernelTypes.read(file))));
    }

    /** The patch version, of a text {@code v1.1} or {@code v1.2.3}. */
    private static int patch(String version) {
        int patch = 0;
        for (int i = version.indexOf('.', version.indexOf('.') + 1) + 1; i > 0 && i < version.length()
                && Character.isDigit(version.charAt(i)); i++) {
            patch = 10 * patch + Character.digit(version.charAt(i), 10);
        }
        return patch;
    }

    @Override
    public NativeLibrary library() {
        return library;
    }

    @Override
    public BpfObjectFile open(String name, ElfObject object) {
        return opener.open(name, object);
    }

    @Override
    public BpfObjectFile open(String name, ElfObject object, KernelTypes types) {
        return opener.open(name, object, types);
    }

    @Override
    public synchronized KernelProbes probes() {
        if (probes == null) {
            probes = new RunningKernel(context.c(), kernel, this::kernelBtf, given.isPresent());
        }
        return probes;
    }

    @Override
    public KernelProbes probes(KernelTypes types) {
        return new RunningKernel(context.c(), kernel, types::parse, true);
    }

    @Override
    public synchronized Btf kernelBtf() {
        Btf btf = kernelBtf.get();
        if (btf == null) {
            btf = Btf.parse(types.bytes());
            kernelBtf = new SoftReference<>(btf);
        }
        return btf;
    }

    @Override
    public void awaitInvocations() {
        GracePeriod.await(context.c());
    }

    @Override
    public KernelTime kernelTime() {
        synchronized (clocks) {
            return clocks.read();
        }
    }

    @Override
    public RunStatistics countRuns() {
        int fd = ReturnCodes.checkErr(context.bpf().bpf_enable_stats(BPF_STATS_RUN_TIME), errno ->
                errno == Errno.EINVAL ? new UnsupportedFeatureException("run statistics", "", "bpf_stats", errno,
                        "Linux 5.8 or newer is needed") : new BpfException("run statistics", "", errno,
                        Permissions.denial()));
        AtomicBoolean closed = new AtomicBoolean();
        return () -> {
            if (closed.compareAndSet(false, true)) {
                context.c().close(fd);
            }
        };
    }

    @Override
    public Optional<PinnedMap> pinnedMap(Path path) {
        return new KernelMaps(context).pinned(path);
    }

    @Override
    public OptionalInt pinnedId(Path path) {
        return new Pin(context).id(path);
    }

    @Override
    public BpfLink adopt(Path folder, String program, AttachPoint point) {
        return PinnedAttachment.open(context, folder, program, point);
    }

    @Override
    public Map<Integer, String> programsUsing(int map) {
        return new KernelMaps(context).users(map);
    }

    @Override
    public Processes processes() {
        return new NativeProcesses(context.c());
    }

    @Override
    public Epoll newEpoll() {
        return EpollInstance.open(context.c());
    }

    @Override
    public void dumpKernelTypes(Appendable out) {
        new KernelTypeDump(context.natives(), given.map(MemoryTypesFile::path).orElse("")).write(out);
    }

    @Override
    public void close() {
        answers.ifPresent(kernel.answers()::write);
        given.ifPresent(MemoryTypesFile::close);
        context.messages().close();
    }
}
