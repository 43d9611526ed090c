package io.eunomia.libbpf.internal.kernel;

import io.eunomia.libbpf.LibbpfLibrary;
import io.eunomia.libbpf.kernel.AttachKind;
import io.eunomia.libbpf.kernel.KernelFacts;
import io.eunomia.libbpf.kernel.KernelProbes;

/** Run where tracefs and bpffs are not mounted: prints what is found without them, mounts them, and prints again. */
final class MissingMounts {

    private MissingMounts() {
    }

    public static void main(String[] arguments) {
        KernelProbes probes = LibbpfLibrary.load().libbpf().probes();
        print(probes);
        System.out.println(probes.mountMissingFileSystems());
        print(probes);
    }

    private static void print(KernelProbes probes) {
        KernelFacts facts = probes.facts();
        System.out.println(facts.tracefs().orElse("no tracefs") + " " + facts.bpffs().orElse("no bpffs"));
        System.out.println(ProbeListing.word(probes.attachKind(AttachKind.TRACEPOINT)) + " "
                + probes.attachKind(AttachKind.TRACEPOINT).reason());
    }
}
