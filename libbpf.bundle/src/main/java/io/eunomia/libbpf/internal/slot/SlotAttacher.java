package io.eunomia.libbpf.internal.slot;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.BpfProgram;
import io.eunomia.libbpf.Libbpf;
import io.eunomia.libbpf.ProgramFile;
import io.eunomia.libbpf.ProgramType;
import io.eunomia.libbpf.SlotResult;
import io.eunomia.libbpf.VerifierRejectedException;
import io.eunomia.libbpf.internal.context.NativeContext;
import java.util.Optional;
import java.util.Set;

/** Attaches programs by a slot, if the kernel lets programs of their type jump to one another. */
public final class SlotAttacher {
    /** The types that can have a slot: not those attached all at once, run on demand or replaced by the kernel itself. */
    private static final Set<ProgramType> TYPES = Set.of(ProgramType.TRACEPOINT, ProgramType.RAW_TRACEPOINT,
            ProgramType.KPROBE, ProgramType.TRACING, ProgramType.PERF_EVENT, ProgramType.LSM, ProgramType.XDP,
            ProgramType.SCHED_CLS, ProgramType.CGROUP_SKB, ProgramType.CGROUP_SOCK, ProgramType.CGROUP_SOCK_ADDR,
            ProgramType.CGROUP_SOCKOPT, ProgramType.CGROUP_SYSCTL, ProgramType.CGROUP_DEVICE, ProgramType.SOCK_OPS);

    /** The types of programs that are attached to one of the kernel's types, for which they were loaded. */
    private static final Set<ProgramType> TYPED = Set.of(ProgramType.TRACING, ProgramType.LSM);

    private final Libbpf libbpf;
    private final NativeContext context;
    private final SlotTemplate template = new SlotTemplate();

    public SlotAttacher(Libbpf libbpf, NativeContext context) {
        this.context = context;
        this.libbpf = libbpf;
    }

    /** Does the work of {@link BpfProgram#attachSlot}. */
    public SlotResult attach(BpfProgram program, int expectedAttachType, AttachPoint point) {
        String obstacle = obstacle(program, point);
        if (!obstacle.isEmpty()) {
            return new SlotResult.Impossible(obstacle);
        }
        if (TYPED.contains(program.type()) && !program.section().startsWith("lsm_cgroup") && typed(point)) {
            Optional<Stub> stub = BtfStub.of(context, program, expectedAttachType);
            if (stub.isPresent()) {
                return AttachedSlot.attach(context, stub.get(), program, point);
            }
        }
        try (BpfObjectFile file = libbpf.open("eunomia_slot", template.forSection(program.section()))) {
            ProgramFile entry = file.program(SlotTemplate.PROGRAM).type(program.type(), expectedAttachType)
                    .autoload(true);
            if (point instanceof AttachPoint.KernelFunction function) {
                entry.attachTarget(function.name());
            }
            return AttachedSlot.attach(context, new ObjectStub(file.load()), program, point);
        } catch (VerifierRejectedException e) {
            // A stub whose jump fails returns 0. The verifier checks that, and programs of a few kinds must not return 0.
            return new SlotResult.Impossible("the verifier takes no jump in a program of this kind: "
                    + e.diagnosis().reason());
        }
    }

    private static boolean typed(AttachPoint point) {
        return point instanceof AttachPoint.BySection || point instanceof AttachPoint.KernelFunction;
    }

    private static String obstacle(BpfProgram program, AttachPoint point) {
        String section = program.section();
        int slash = section.indexOf('/');
        String prefix = slash < 0 ? section : section.substring(0, slash);
        if (prefix.endsWith(".s")) {
            return "sleepable programs cannot jump to others";
        }
        if (prefix.equals("usdt") || point instanceof AttachPoint.Usdt) {
            return "libbpf keeps what a USDT probe needs in maps of the program's own object";
        }
        if (prefix.equals("iter") || prefix.equals("freplace") || !TYPES.contains(program.type())) {
            return "programs of section " + section + " do not jump to others";
        }
        return section.length() > SlotTemplate.LONGEST_SECTION ? "its section's name is too long" : "";
    }
}
