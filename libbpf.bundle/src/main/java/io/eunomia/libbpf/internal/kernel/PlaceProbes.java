package io.eunomia.libbpf.internal.kernel;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.internal.ffi.LibC;
import io.eunomia.libbpf.internal.ffi.PerfEvent;
import io.eunomia.libbpf.internal.ffi.ReturnCodes;
import io.eunomia.libbpf.internal.target.TargetFiles;
import io.eunomia.libbpf.internal.target.UserFile;
import io.eunomia.libbpf.kernel.ProbeResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks places that are neither kernel functions nor tracepoints: interfaces, files, folders, perf events. */
final class PlaceProbes {
    private static final String INDEX = "ifindex=";
    private static final int O_CLOEXEC = 0x80000;
    /** {@code NS_GET_NSTYPE} of include/uapi/linux/nsfs.h, and {@code CLONE_NEWNET}. */
    private static final long NAMESPACE_TYPE = 0xb703;
    private static final int NETWORK = 0x40000000;

    private final LibC c;
    private final SystemFiles files;
    private final TargetFiles targets = new TargetFiles(Path.of("/"));

    PlaceProbes(LibC c, SystemFiles files) {
        this.c = c;
        this.files = files;
    }

    /** Replaces names in the point by the things they stand for; a name that stands for nothing is kept. */
    AttachPoint resolved(AttachPoint point) {
        if (point instanceof AttachPoint.Uprobe probe) {
            return new AttachPoint.Uprobe(file(probe.path(), probe.pid()), probe.symbol(), probe.offset(), probe.pid(),
                    probe.onReturn());
        }
        if (point instanceof AttachPoint.UprobeMulti probes) {
            return new AttachPoint.UprobeMulti(file(probes.path(), probes.pid()), probes.pattern(), probes.pid(), probes.onReturn());
        }
        if (point instanceof AttachPoint.Usdt probe) {
            return new AttachPoint.Usdt(file(probe.path(), probe.pid()), probe.provider(), probe.name(), probe.pid());
        }
        if (point instanceof AttachPoint.Xdp xdp) {
            return new AttachPoint.Xdp(networkInterface(xdp.networkInterface()));
        }
        if (point instanceof AttachPoint.Tc tc) {
            return new AttachPoint.Tc(networkInterface(tc.networkInterface()), tc.ingress());
        }
        return point instanceof AttachPoint.Packets packets
                ? new AttachPoint.Packets(networkInterface(packets.networkInterface())) : point;
    }

    private String file(String name, int pid) {
        return name.indexOf('/') >= 0 ? name : targets.find(name, pid).orElse(name);
    }

    /** The interface's name; {@code ifindex=2} stands for the interface of that number. */
    private String networkInterface(String name) {
        return !name.matches(INDEX + "\\d{1,9}") ? name : interfaces().stream()
                .filter(one -> c.if_nametoindex(one) == Integer.parseInt(name.substring(INDEX.length())))
                .findFirst().orElse(name);
    }

    private List<String> interfaces() {
        return files.lines("/proc/self/net/dev").stream().filter(line -> line.indexOf(':') > 0)
                .map(line -> line.substring(0, line.indexOf(':')).strip()).toList();
    }

    ProbeResult place(AttachPoint point) {
        if (point instanceof AttachPoint.Uprobe probe) {
            UserFile file = new UserFile(Path.of(probe.path()));
            return userFile(probe.path(), probe.pid()).or(() -> probe.symbol().isEmpty() ? Optional.empty()
                    : file.lacksFunction(probe.symbol())).or(() -> file.lacksCode(probe.symbol(), probe.offset()))
                    .map(PlaceProbes::no).orElse(Verdict.SUPPORTED);
        }
        if (point instanceof AttachPoint.UprobeMulti probes) {
            return userFile(probes.path(), probes.pid()).or(() -> new UserFile(Path.of(probes.path()))
                    .lacksFunctions(probes.pattern())).map(PlaceProbes::no).orElse(Verdict.SUPPORTED);
        }
        if (point instanceof AttachPoint.Usdt probe) {
            return userFile(probe.path(), probe.pid()).or(() -> new UserFile(Path.of(probe.path()))
                    .lacksProbe(probe.provider(), probe.name())).map(PlaceProbes::no).orElse(Verdict.SUPPORTED);
        }
        if (point instanceof AttachPoint.PerfEvent event) {
            return noProcess(event.pid()).map(PlaceProbes::no).orElseGet(() -> event(event));
        }
        if (point instanceof AttachPoint.Cgroup cgroup) {
            return cgroup(Path.of(cgroup.path()));
        }
        return point instanceof AttachPoint.NetworkNamespace namespace ? namespace(namespace.path())
                : networkPlace(point);
    }

    private ProbeResult networkPlace(AttachPoint point) {
        String name = point instanceof AttachPoint.Xdp xdp ? xdp.networkInterface()
                : point instanceof AttachPoint.Tc tc ? tc.networkInterface()
                : point instanceof AttachPoint.Packets packets ? packets.networkInterface() : null;
        if (name == null || c.if_nametoindex(name) != 0) {
            return Verdict.SUPPORTED;
        }
        return no("there is no network interface \"" + name + "\" in this network namespace; it has "
                + interfaces().stream().collect(Collectors.joining(", ")));
    }

    private Optional<String> noProcess(int pid) {
        return pid < 0 || files.exists("/proc/" + pid) ? Optional.empty()
                : Optional.of("there is no process " + pid);
    }

    private Optional<String> userFile(String path, int pid) {
        Optional<String> gone = noProcess(pid);
        if (gone.isPresent()) {
            return gone;
        }
        if (path.indexOf('/') < 0) {
            return Optional.of(pid >= 0 ? "process " + pid + " has loaded nothing that is called " + path
                    + "; it has loaded " + String.join(", ", targets.loadedNames(pid))
                    : "no library or program is called " + path + ": it is not in /etc/ld.so.cache, the library folders"
                            + " or PATH; give its path");
        }
        return new UserFile(Path.of(path)).fault();
    }

    private ProbeResult cgroup(Path path) {
        if (!Files.isDirectory(path)) {
            return no("there is no folder " + path + cgroupMount());
        }
        try {
            String type = Files.getFileStore(path).type();
            return type.equals("cgroup2") ? Verdict.SUPPORTED
                    : no(path + " is no cgroup v2 folder but one of " + type + cgroupMount());
        } catch (IOException e) {
            return new ProbeResult.Inconclusive("the file system of " + path + " cannot be found out: " + e);
        }
    }

    private String cgroupMount() {
        return new MountTable(files).find("cgroup2").map(mount -> "; cgroup v2 is mounted at " + mount)
                .orElse("; cgroup v2 is not mounted: mount -t cgroup2 none /sys/fs/cgroup");
    }

    private ProbeResult namespace(String path) {
        int fd = c.open(path, O_CLOEXEC);
        if (fd < 0) {
            return no(path + " cannot be opened: " + Errno.name(ReturnCodes.lastErrno())
                    + "; /proc/self/ns/net is this process's own, /run/netns has the named ones");
        }
        try {
            return c.ioctl(fd, NAMESPACE_TYPE, 0) == NETWORK ? Verdict.SUPPORTED
                    : no(path + " is no network namespace; /proc/self/ns/net is this process's own");
        } finally {
            c.close(fd);
        }
    }

    /** Opens the event on one CPU, disabled, and closes it: nothing is counted. */
    private ProbeResult event(AttachPoint.PerfEvent point) {
        PerfEvent event = new PerfEvent(point.type(), point.config());
        event = point.frequency() ? event.frequency(point.samplePeriod()) : event.period(point.samplePeriod());
        int fd = event.open(c, point.pid(), point.pid() < 0 ? 0 : -1);
        if (fd >= 0) {
            c.close(fd);
            return Verdict.SUPPORTED;
        }
        int errno = ReturnCodes.lastErrno();
        return switch (errno) {
            case Errno.ENOENT, Errno.ENODEV, Errno.EOPNOTSUPP -> no("this machine has no such event; virtual machines"
                    + " often have no hardware counters: event=cpu-clock works everywhere");
            case Errno.EINVAL -> no("the kernel takes no " + point.samplePeriod() + (point.frequency()
                    ? " samples a second; it takes up to " + files.text("/proc/sys/kernel/perf_event_max_sample_rate")
                    .orElse("kernel.perf_event_max_sample_rate") : " as the period of this event"));
            default -> new ProbeResult.Inconclusive("the event cannot be tried: " + Errno.name(errno));
        };
    }

    private static ProbeResult no(String reason) {
        return new ProbeResult.Unsupported(reason);
    }
}
