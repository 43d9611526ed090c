package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfLink;
import io.eunomia.libbpf.BpfMap;
import io.eunomia.libbpf.BpfObject;
import io.eunomia.libbpf.BpfProgram;
import io.eunomia.libbpf.BpfSlot;
import io.eunomia.libbpf.ProgramType;
import io.eunomia.libbpf.SlotResult;
import java.util.EnumSet;
import java.util.Set;

/**
 * An attachment that may outlive the program it runs: through a slot where the kernel can replace the program of a link,
 * else directly. Owns its link.
 *
 * @param program name of the program it was made for or was switched to last
 */
record Hook(String program, ProgramType type, String section, AttachPoint point, BpfLink link) implements AutoCloseable {
    /** Hooks that take any number of programs, so that an empty slot is in nobody's way. */
    private static final Set<ProgramType> SHARED = EnumSet.of(ProgramType.TRACEPOINT, ProgramType.RAW_TRACEPOINT,
            ProgramType.KPROBE, ProgramType.TRACING, ProgramType.PERF_EVENT, ProgramType.LSM);

    static Hook attach(BpfProgram program, AttachPoint point) {
        return new Hook(program.name(), program.type(), program.section(), point, link(program, point));
    }

    /** Registers a struct of functions with the kernel; the hook is named after the map. */
    static Hook register(BpfObject object, BpfMap map) {
        return new Hook(map.name(), ProgramType.STRUCT_OPS, ".struct_ops", AttachPoint.bySection(),
                object.attachStructOps(map.name()));
    }

    private static BpfLink link(BpfProgram program, AttachPoint point) {
        if (program.attachSlot(point) instanceof SlotResult.Attached attached) {
            return attached.slot();
        }
        // The target of a BTF-attached program was fixed when it was loaded.
        return program.attach(point instanceof AttachPoint.KernelFunction ? AttachPoint.bySection() : point);
    }

    /** Tells whether a program can be switched in at this hook. */
    boolean takes(BpfProgram other, AttachPoint where) {
        return link instanceof BpfSlot && section.equals(other.section()) && point.equals(where);
    }

    /** Switches the hook to another program. @return the same hook, running {@code next} from now on */
    Hook run(BpfProgram next) {
        ((BpfSlot) link).run(next);
        return new Hook(next.name(), type, section, point, link);
    }

    /**
     * Lets no invocation begin any more. A slot that any number of programs may share is only emptied, because closing its
     * link would make the caller wait and an empty slot is in nobody's way; {@link #close} closes the link.
     */
    void disarm() {
        if (disarmedAtOnce()) {
            ((BpfSlot) link).clear();
        } else {
            link.close();
        }
    }

    /** Tells whether {@link #disarm} takes effect without waiting. */
    boolean disarmedAtOnce() {
        return link instanceof BpfSlot && SHARED.contains(type);
    }

    /** Returns what the kernel counts for the program at the hook's entry. */
    BpfProgram.Info info(BpfProgram running) {
        return link instanceof BpfSlot slot ? slot.info() : running.info();
    }

    @Override
    public void close() {
        link.close();
    }
}
