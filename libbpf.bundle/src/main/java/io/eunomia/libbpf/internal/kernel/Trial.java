package io.eunomia.libbpf.internal.kernel;

import io.eunomia.libbpf.ProgramType;
import io.eunomia.libbpf.internal.ffi.PerfEvent;
import io.eunomia.libbpf.internal.ffi.ReturnCodes;
import io.eunomia.libbpf.kernel.ProbeResult;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/** Loads a sample, attaches it, removes everything again and judges the outcome. Confined to one probe. */
final class Trial {
    private static final List<String> TRACING = List.of("CAP_BPF", "CAP_PERFMON");
    private static final List<String> NETWORK = List.of("CAP_BPF", "CAP_NET_ADMIN");

    private final BpfCalls calls;
    private final Verdict verdict;
    private final String lack;

    /** @param lack text that says why a kernel may lack the feature on trial */
    Trial(BpfCalls calls, Verdict verdict, String lack) {
        this.calls = calls;
        this.verdict = verdict;
        this.lack = lack;
    }

    BpfCalls calls() {
        return calls;
    }

    ProbeResult unsupported(String reason) {
        return new ProbeResult.Unsupported(reason + "; " + lack);
    }

    /** Tries one target after the other, because each may be missing or closed to tracing in some kernel. */
    static <T> ProbeResult firstOf(List<T> targets, Function<T, ProbeResult> attempt) {
        ProbeResult last = attempt.apply(targets.get(0));
        for (int i = 1; i < targets.size() && last instanceof ProbeResult.Unsupported; i++) {
            last = attempt.apply(targets.get(i));
        }
        return last;
    }

    ProbeResult load(ProgramSample sample) {
        return attach(sample, program -> 0);
    }

    /**
     * @param attach takes the program's descriptor, and returns one to close or a negative errno
     * @param proofs errnos of attach that only a kernel with this kind of hook returns
     */
    ProbeResult attach(ProgramSample sample, IntUnaryOperator attach, Integer... proofs) {
        int program = calls.load(sample);
        if (program < 0) {
            return verdict.refused(-program, "load", needed(sample.type()), lack);
        }
        try {
            int attached = attach.applyAsInt(program);
            if (attached > 0) {
                calls.close(attached);
            }
            return attached >= 0 || List.of(proofs).contains(-attached) ? Verdict.SUPPORTED
                    : verdict.refused(-attached, "attach", needed(sample.type()), lack);
        } finally {
            calls.close(program);
        }
    }

    ProbeResult refused(int errno, String step, ProgramType type) {
        return verdict.refused(errno, step, needed(type), lack);
    }

    /** The needed capabilities; see {@code is_net_admin_prog_type} and {@code is_perfmon_prog_type} of kernel/bpf/syscall.c. */
    private static List<String> needed(ProgramType type) {
        return switch (type) {
            case KPROBE, TRACEPOINT, PERF_EVENT, RAW_TRACEPOINT, RAW_TRACEPOINT_WRITABLE, TRACING, STRUCT_OPS, EXT,
                LSM -> TRACING;
            case UNSPEC, SOCKET_FILTER, SYSCALL -> List.of("CAP_BPF");
            default -> NETWORK;
        };
    }

    /** @return the event with the program on it, or a negative errno */
    int attachToEvent(PerfEvent event, int pid, int cpu, int program) {
        int fd = event.open(calls.c(), pid, cpu);
        if (fd < 0) {
            return -ReturnCodes.lastErrno();
        }
        if (calls.c().ioctl(fd, PerfEvent.SET_BPF, program) < 0) {
            int errno = ReturnCodes.lastErrno();
            calls.close(fd);
            return -errno;
        }
        return fd;
    }
}
