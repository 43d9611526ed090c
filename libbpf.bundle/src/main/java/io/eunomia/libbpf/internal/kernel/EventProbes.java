package io.eunomia.libbpf.internal.kernel;

import io.eunomia.libbpf.ProgramType;
import io.eunomia.libbpf.internal.ffi.NativeMemory;
import io.eunomia.libbpf.internal.ffi.PerfEvent;
import io.eunomia.libbpf.internal.link.FeatureLack;
import io.eunomia.libbpf.kernel.ProbeResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Probes hooks that are perf events: tracepoints, kprobes, uprobes, and perf events themselves; and the multi kinds. */
final class EventProbes {
    /** Functions that hardly ever run: the first two are the kernel's own tests' (net/bpf/test_run.c). */
    private static final List<String> KERNEL_FUNCTIONS = List.of("bpf_fentry_test1", "bpf_fentry_test2",
            "path_umount", "do_exit");
    private static final String PROBE_SOURCES = "/sys/bus/event_source/devices/";

    private final SystemFiles files;
    private final Tracepoints tracepoints;

    EventProbes(SystemFiles files, Tracepoints tracepoints) {
        this.files = files;
        this.tracepoints = tracepoints;
    }

    ProbeResult tracepoint(Trial trial) {
        Optional<ProbeResult> hidden = tracepoints.hidden();
        if (hidden.isPresent()) {
            return hidden.get();
        }
        Optional<Integer> id = tracepoints.id("sched", "sched_process_exit");
        if (id.isEmpty()) {
            return trial.unsupported("no tracepoint sched/sched_process_exit");
        }
        PerfEvent event = new PerfEvent(PerfEvent.TYPE_TRACEPOINT, id.get()).period(1);
        return trial.attach(ProgramSample.of(ProgramType.TRACEPOINT),
                program -> trial.attachToEvent(event, -1, 0, program));
    }

    ProbeResult perfEvent(Trial trial) {
        PerfEvent event = new PerfEvent(PerfEvent.TYPE_SOFTWARE, PerfEvent.SW_CPU_CLOCK).frequency(1);
        return trial.attach(ProgramSample.of(ProgramType.PERF_EVENT),
                program -> trial.attachToEvent(event, 0, -1, program));
    }

    ProbeResult kprobe(Trial trial) {
        return probe("kprobe", source -> Trial.firstOf(KERNEL_FUNCTIONS, function ->
                trial.attach(ProgramSample.of(ProgramType.KPROBE), program ->
                        trial.attachToEvent(new PerfEvent(source, 0).probe(function, 0), -1, 0, program))));
    }

    /** Tries a kprobe on a system call's function, by this architecture's name for it. */
    ProbeResult ksyscall(Trial trial) {
        String prefix = System.getProperty("os.arch").equals("amd64") ? "__x64_sys_" : "__arm64_sys_";
        return probe("kprobe", source -> trial.attach(ProgramSample.of(ProgramType.KPROBE), program ->
                trial.attachToEvent(new PerfEvent(source, 0).probe(prefix + "sethostname", 0), -1, 0, program)));
    }

    /** Tries a uprobe in a file that nobody executes, so that no process meets it. */
    ProbeResult uprobe(Trial trial) {
        return probe("uprobe", source -> withFile(file ->
                trial.attach(ProgramSample.of(ProgramType.KPROBE), program ->
                        trial.attachToEvent(new PerfEvent(source, 0).probe(file.toString(), 0), 0, -1, program))));
    }

    ProbeResult kprobeMulti(Trial trial) {
        return Trial.firstOf(KERNEL_FUNCTIONS, function -> {
            ByteBuffer name = NativeMemory.string(function);
            ByteBuffer names = NativeMemory.allocate(8).putLong(0, NativeMemory.address(name));
            // struct { u32 flags; u32 cnt; u64 syms; u64 addrs; u64 cookies; } kprobe_multi
            ByteBuffer attributes = NativeMemory.allocate(64).putInt(20, 1).putLong(24, NativeMemory.address(names));
            return trial.attach(ProgramSample.of(ProgramType.KPROBE, ProgramSample.TRACE_KPROBE_MULTI, 0),
                    program -> trial.calls().link(program, 0, ProgramSample.TRACE_KPROBE_MULTI, attributes,
                            List.of(name, names)));
        });
    }

    ProbeResult uprobeMulti(Trial trial) {
        return withFile(file -> {
            ByteBuffer path = NativeMemory.string(file.toString());
            ByteBuffer offsets = NativeMemory.allocate(8);
            // struct { u64 path; u64 offsets; u64 ref_ctr_offsets; u64 cookies; u32 cnt; u32 flags; u32 pid; }
            ByteBuffer attributes = NativeMemory.allocate(64).putLong(16, NativeMemory.address(path))
                    .putLong(24, NativeMemory.address(offsets)).putInt(48, 1);
            return trial.attach(ProgramSample.of(ProgramType.KPROBE, ProgramSample.TRACE_UPROBE_MULTI, 0),
                    program -> trial.calls().link(program, 0, ProgramSample.TRACE_UPROBE_MULTI, attributes,
                            List.of(path, offsets)));
        });
    }

    /** Tries a probe by its event source, which exists since Linux 4.17; kernels without kprobes or uprobes lack the source. */
    private ProbeResult probe(String source, Function<Integer, ProbeResult> attempt) {
        return files.text(PROBE_SOURCES + source + "/type").map(Integer::valueOf).map(attempt)
                .orElseGet(() -> new ProbeResult.Unsupported("no event source " + PROBE_SOURCES + source + "; "
                        + FeatureLack.reason(source)));
    }

    private static ProbeResult withFile(Function<Path, ProbeResult> attempt) {
        Path file = null;
        try {
            file = Files.createTempFile("eunomia-probe-" + ProcessHandle.current().pid() + "-", "");
            Files.write(file, new byte[4096]);
            return attempt.apply(file);
        } catch (IOException e) {
            return new ProbeResult.Inconclusive("no temporary file to try a uprobe on: " + e);
        } finally {
            delete(file);
        }
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new IllegalStateException("the probe's file " + file + " stays behind", e);
        }
    }
}
