package io.eunomia.libbpf.internal.kernel;

import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.ProgramType;
import io.eunomia.libbpf.internal.ffi.NativeMemory;
import io.eunomia.libbpf.internal.ffi.ReturnCodes;
import io.eunomia.libbpf.kernel.ProbeResult;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/**
 * Probes hooks in the path of packets, without attaching where packets pass. It makes links to targets that do not exist: a
 * kernel without such links refuses them with EINVAL, one that has them with another errno. XDP and tc are only loaded.
 */
final class NetworkProbes {
    private static final int NO_DESCRIPTOR = -1;
    private static final int NO_INTERFACE = Integer.MAX_VALUE;
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOL_SOCKET = 1;
    private static final int SO_ATTACH_BPF = 50;
    private static final int EAFNOSUPPORT = 97;

    ProbeResult cgroup(Trial trial) {
        return trial.attach(ProgramSample.of(ProgramType.CGROUP_SKB),
                program -> trial.calls().link(program, NO_DESCRIPTOR, ProgramSample.CGROUP_INET_EGRESS), Errno.EBADF);
    }

    ProbeResult skLookup(Trial trial) {
        return trial.attach(ProgramSample.of(ProgramType.SK_LOOKUP),
                program -> trial.calls().link(program, NO_DESCRIPTOR, ProgramSample.SK_LOOKUP), Errno.EBADF);
    }

    ProbeResult tcx(Trial trial) {
        return trial.attach(ProgramSample.of(ProgramType.SCHED_CLS),
                program -> trial.calls().link(program, NO_INTERFACE, ProgramSample.TCX_INGRESS), Errno.ENODEV);
    }

    /** Tries struct { u32 pf; u32 hooknum; s32 priority; u32 flags; } netfilter with zeros: zero is no protocol family. */
    ProbeResult netfilter(Trial trial) {
        return trial.attach(ProgramSample.of(ProgramType.NETFILTER),
                program -> trial.calls().link(program, 0, ProgramSample.NETFILTER), EAFNOSUPPORT);
    }

    ProbeResult socket(Trial trial) {
        return trial.attach(ProgramSample.of(ProgramType.SOCKET_FILTER), program -> filterSocket(trial, program));
    }

    private static int filterSocket(Trial trial, int program) {
        int socket = trial.calls().c().socket(AF_UNIX, SOCK_DGRAM, 0);
        if (socket < 0) {
            return -ReturnCodes.lastErrno();
        }
        ByteBuffer value = NativeMemory.allocate(4).putInt(0, program);
        int result = trial.calls().c().setsockopt(socket, SOL_SOCKET, SO_ATTACH_BPF, NativeMemory.address(value), 4);
        int outcome = result < 0 ? -ReturnCodes.lastErrno() : socket;
        Reference.reachabilityFence(value);
        if (outcome < 0) {
            trial.calls().close(socket);
        }
        return outcome;
    }
}
