package io.eunomia.libbpf.internal.kernel;

import io.eunomia.libbpf.ProgramType;
import io.eunomia.libbpf.kernel.ProbeResult;
import java.util.List;
import java.util.function.IntFunction;

/** Probes hooks that the kernel's BTF describes: tp_btf, fentry and its kin, LSM, iterators, struct_ops; and raw_tp. */
final class TracingProbes {
    private static final String RARE_TRACEPOINT = "sched_process_exit";
    /** A function of the kernel's own tests (net/bpf/test_run.c), and for kernels without it functions that rarely run. */
    private static final List<String> FUNCTIONS = List.of("bpf_fentry_test1", "path_umount", "do_exit");
    /** Functions for fmod_ret: the test function allows it since Linux 6.2, or with CONFIG_FUNCTION_ERROR_INJECTION. */
    private static final List<String> MODIFIABLE = List.of("bpf_modify_return_test", "security_sb_umount");
    private static final List<String> LSM_HOOKS = List.of("bpf_lsm_sb_umount", "bpf_lsm_sb_mount");
    private static final List<String> ITERATORS = List.of("bpf_iter_bpf_map", "bpf_iter_task");

    private final KernelTypeLookup types;
    private final FactsReader facts;

    TracingProbes(KernelTypeLookup types, FactsReader facts) {
        this.types = types;
        this.facts = facts;
    }

    ProbeResult rawTracepoint(Trial trial) {
        return trial.attach(ProgramSample.of(ProgramType.RAW_TRACEPOINT),
                program -> trial.calls().attachRaw(program, RARE_TRACEPOINT));
    }

    ProbeResult tpBtf(Trial trial) {
        return traced(trial, ProgramType.TRACING, ProgramSample.TRACE_RAW_TP, types.rawTracepoint(RARE_TRACEPOINT));
    }

    ProbeResult fentry(Trial trial) {
        return traced(trial, ProgramType.TRACING, ProgramSample.TRACE_FENTRY, types.function(FUNCTIONS));
    }

    ProbeResult fexit(Trial trial) {
        return traced(trial, ProgramType.TRACING, ProgramSample.TRACE_FEXIT, types.function(FUNCTIONS));
    }

    ProbeResult modifyReturn(Trial trial) {
        return Trial.firstOf(MODIFIABLE, function -> traced(trial, ProgramType.TRACING, ProgramSample.MODIFY_RETURN,
                types.function(List.of(function))));
    }

    ProbeResult lsm(Trial trial) {
        List<String> active = facts.securityModules();
        if (!active.isEmpty() && !active.contains("bpf")) {
            return new ProbeResult.Unsupported("\"bpf\" is not among the active security modules ("
                    + String.join(",", active) + "): boot with lsm=" + String.join(",", active) + ",bpf");
        }
        return traced(trial, ProgramType.LSM, ProgramSample.LSM_MAC, types.function(LSM_HOOKS));
    }

    ProbeResult iterator(Trial trial) {
        return known(trial, types.function(ITERATORS), id -> trial.attach(
                ProgramSample.of(ProgramType.TRACING, ProgramSample.TRACE_ITER, id),
                program -> trial.calls().link(program, 0, ProgramSample.TRACE_ITER)));
    }

    /** Loads one function of a TCP congestion control but does not attach it: for that a whole one must be registered. */
    ProbeResult structOps(Trial trial) {
        String struct = "tcp_congestion_ops";
        return known(trial, types.struct(struct), id -> trial.load(
                ProgramSample.of(ProgramType.STRUCT_OPS, types.member(struct, "ssthresh"), id)));
    }

    private ProbeResult traced(Trial trial, ProgramType type, int attachType, int btfId) {
        return known(trial, btfId, id -> trial.attach(ProgramSample.of(type, attachType, id),
                program -> trial.calls().attachRaw(program, null)));
    }

    private ProbeResult known(Trial trial, int btfId, IntFunction<ProbeResult> attempt) {
        if (btfId != 0) {
            return attempt.apply(btfId);
        }
        return trial.unsupported(types.present() ? "the kernel's BTF has no target of this kind"
                : "the kernel shows no BTF in /sys/kernel/btf/vmlinux (CONFIG_DEBUG_INFO_BTF)");
    }
}
