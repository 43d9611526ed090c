package io.eunomia.libbpf.internal.link;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.PlaceFullException;
import io.eunomia.libbpf.ProgramType;
import io.eunomia.libbpf.UnsupportedFeatureException;
import io.eunomia.libbpf.internal.context.OpenFiles;
import io.eunomia.libbpf.internal.context.Permissions;
import io.eunomia.libbpf.internal.ffi.NativeMemory;
import io.eunomia.libbpf.internal.ffi.ReturnCodes;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Works out why an attachment failed. It runs only after the failure, so its checks may take time. */
final class AttachFailure {
    private static final Path EVENT_SOURCES = Path.of("/sys/bus/event_source/devices");

    private final AttachRequest request;
    private final String section;

    AttachFailure(AttachRequest request) {
        this.request = request;
        this.section = request.program().section();
    }

    /** @param errno positive */
    BpfException explain(int errno) {
        AttachPoint point = request.point();
        Optional<String> missing = missingFeature(errno);
        String subject = request.program().name();
        String place = point instanceof AttachPoint.BySection ? "section " + section : point.toString();
        if (missing.isPresent()) {
            return new UnsupportedFeatureException("attach", subject, missing.get(), errno,
                    place + ": " + FeatureLack.reason(missing.get()));
        }
        if (errno == Errno.E2BIG) {
            return new PlaceFullException("attach", subject, errno, place + ": " + FullPlace.hint(point, section));
        }
        String hint = hint(errno);
        String said = request.messages().text().lines().findFirst().map(line -> line.replaceFirst("^libbpf: ", ""))
                .orElse("");
        return new BpfException(AttachFault.of(point, errno), "attach", subject, errno, place + (hint.isEmpty() ? "" : ": " + hint)
                + (said.isEmpty() ? "" : "; libbpf: " + said));
    }

    /** The kernel's name of the hook, if the attachment failed because the kernel does not have it. */
    private Optional<String> missingFeature(int errno) {
        String kind = kind();
        if (kind.startsWith("kprobe") && !kind.equals("kprobe.multi") && lacksSource("kprobe")) {
            return Optional.of("kprobe");
        }
        if (kind.equals("uprobe") && lacksSource("uprobe")) {
            return Optional.of("uprobe");
        }
        boolean refused = errno == Errno.EOPNOTSUPP || errno == Errno.ENOTSUPP || errno == Errno.EINVAL;
        if (kind.equals("kprobe.multi") && (refused || lacksMultiKprobes())) {
            return Optional.of(kind);
        }
        boolean traced = kind.equals("fentry") || kind.equals("lsm");
        if (traced && (errno == Errno.ENOTSUPP || errno == Errno.EPERM)) {
            return Optional.of(kind);
        }
        return Optional.empty();
    }

    /**
     * Tells whether the kernel lacks multi-kprobes. For a pattern, libbpf looks for functions in tracefs before it asks the
     * kernel for the hook, and fails where that list cannot be read. So this asks for a function by name, which needs no list:
     * one that only the kernel's own tests call (net/bpf/test_run.c).
     */
    private boolean lacksMultiKprobes() {
        ByteBuffer name = NativeMemory.string("bpf_fentry_test1");
        ByteBuffer names = NativeMemory.allocate(Long.BYTES).putLong(0, NativeMemory.address(name));
        ByteBuffer options = AttachOptions.kprobeMulti(NativeMemory.address(names), 1);
        long link = request.bpf().bpf_program__attach_kprobe_multi_opts(request.handle(), null,
                NativeMemory.address(options));
        int errno = link == 0 ? ReturnCodes.lastErrno() : 0;
        Reference.reachabilityFence(name);
        Reference.reachabilityFence(names);
        Reference.reachabilityFence(options);
        if (link != 0) {
            request.bpf().bpf_link__destroy(link);
        }
        return errno == Errno.EOPNOTSUPP || errno == Errno.ENOTSUPP || errno == Errno.EINVAL;
    }

    private static boolean lacksSource(String name) {
        return Files.isDirectory(EVENT_SOURCES) && !Files.exists(EVENT_SOURCES.resolve(name));
    }

    private String kind() {
        return AttachKinds.of(request.point(), section);
    }

    private String hint(int errno) {
        AttachPoint point = request.point();
        if (point instanceof AttachPoint.BySection && (errno == Errno.EOPNOTSUPP || errno == Errno.EINVAL)) {
            return sectionHint();
        }
        if (errno == Errno.EPERM || errno == Errno.EACCES) {
            return Permissions.denial();
        }
        String files = OpenFiles.hint(errno);
        if (!files.isEmpty()) {
            return files;
        }
        if (kind().equals("tracepoint") && errno == Errno.ENOENT) {
            return TracepointHint.of(point, section);
        }
        if (errno == Errno.ENOENT || errno == Errno.ESRCH) {
            return missingTarget();
        }
        if (errno == Errno.EBUSY || errno == Errno.EEXIST) {
            return "something else is attached there already and does not share the place";
        }
        if (point instanceof AttachPoint.Uprobe probe && (errno == Errno.ENOEXEC || errno == Errno.EOPNOTSUPP
                || errno == Errno.ENOTSUPP)) {
            return "the kernel takes no uprobe at " + (errno == Errno.ENOEXEC ? "what it finds at" : "the instruction at")
                    + " offset 0x" + Long.toHexString(probe.offset()) + (probe.symbol().isEmpty() ? "" : " from " + probe.symbol())
                    + ": give the first byte of an instruction, as objdump -d " + probe.path() + " lists them";
        }
        return errno == Errno.EINVAL ? "a program of type " + request.program().type() + " may not fit this place" : "";
    }

    private String sectionHint() {
        ProgramType type = request.program().type();
        String wanted = switch (type) {
            case XDP -> "a network interface (xdp:IFACE)";
            case SCHED_CLS, SCHED_ACT -> "a network interface and direction (tc:IFACE:ingress)";
            case KPROBE -> "a function (kprobe:FUNCTION, uprobe:PATH:SYMBOL, usdt:PATH:PROVIDER:NAME)";
            case TRACEPOINT -> "a tracepoint (tracepoint:CATEGORY/NAME)";
            case RAW_TRACEPOINT, RAW_TRACEPOINT_WRITABLE -> "a raw tracepoint (raw_tp:NAME)";
            case PERF_EVENT -> "a perf event (perf_event:TYPE:CONFIG:PERIOD)";
            case SOCKET_FILTER -> "a network interface whose packets to see (packets:IFACE)";
            case SK_MSG, SK_SKB -> "a map of sockets (sockmap:MAP)";
            case SK_LOOKUP, FLOW_DISSECTOR -> "a network namespace file (netns:PATH)";
            case CGROUP_SKB, CGROUP_SOCK, CGROUP_DEVICE, CGROUP_SOCK_ADDR, CGROUP_SYSCTL, CGROUP_SOCKOPT, SOCK_OPS ->
                    "a cgroup v2 directory (cgroup:PATH)";
            case NETFILTER -> "a hook of netfilter (netfilter:FAMILY:HOOK)";
            default -> "";
        };
        return wanted.isEmpty() ? "programs of type " + type + " are not attached to a place: whoever uses them names"
                + " them by their descriptor" : "the section names no place; give " + wanted;
    }

    private String missingTarget() {
        AttachPoint point = request.point();
        if (point instanceof AttachPoint.Uprobe uprobe) {
            return absent(uprobe.path()) ? "there is no file " + uprobe.path()
                    : "the file has no function \"" + uprobe.symbol() + "\" in its symbol tables";
        }
        if (point instanceof AttachPoint.Usdt usdt) {
            return absent(usdt.path()) ? "there is no file " + usdt.path()
                    : "the file has no static tracepoint " + usdt.provider() + ':' + usdt.name();
        }
        if (point instanceof AttachPoint.Cgroup cgroup) {
            return "there is no directory " + cgroup.path();
        }
        if (point instanceof AttachPoint.NetworkNamespace namespace) {
            return "there is no file " + namespace.path();
        }
        if (point instanceof AttachPoint.PerfEvent) {
            return "this machine has no such event; virtual machines often have no hardware counters";
        }
        return "the running kernel has no such " + kind() + " target";
    }

    private static boolean absent(String path) {
        return path.indexOf('/') >= 0 && !Files.exists(Path.of(path));
    }
}
