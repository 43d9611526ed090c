package io.eunomia.libbpf.internal.object;

import io.eunomia.libbpf.ProgramType;

/** Sections that libbpf knows since 1.3: an older one leaves their programs without a type, which they get here. */
final class NewerSections {
    /** {@code BPF_NETFILTER} of {@code enum bpf_attach_type}. */
    private static final int NETFILTER = 45;

    private NewerSections() {
    }

    static void apply(OpenProgram program) {
        if (program.type() != ProgramType.UNSPEC) {
            return;
        }
        String section = program.section().startsWith("?") ? program.section().substring(1) : program.section();
        if (section.equals("netfilter")) {
            program.type(ProgramType.NETFILTER, NETFILTER);
        } else if (section.equals("tcx/ingress") || section.equals("tcx/egress")) {
            // Without an attach type a kernel that has no tcx takes the program as an ordinary classifier.
            program.type(ProgramType.SCHED_CLS, 0);
        } else if (section.startsWith("uprobe.multi") || section.startsWith("uretprobe.multi")) {
            // Attached as an ordinary uprobe, at one function.
            program.type(ProgramType.KPROBE, 0);
        }
    }
}
