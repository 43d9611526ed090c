package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.kernel.AttachKind;
import io.eunomia.libbpf.kernel.KernelFacts;
import io.eunomia.libbpf.kernel.KernelProbes;
import io.eunomia.libbpf.kernel.ProbeResult;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.descriptor.Descriptor.Requirements;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Checks what a package says that it needs of the kernel; the framework's resolver asks the same of a bundle. */
final class Requires {
    private static final String LACKS = "this kernel lacks what the package requires: ";

    private Requires() {
    }

    /**
     * Compares the requirements with the kernel.
     *
     * @param probes of the kernel that it is to run on
     * @param given whether somebody gave the types that the kernel may lack
     */
    static List<Failure> obstacles(Requirements requires, KernelProbes probes, boolean given) {
        List<Failure> obstacles = new ArrayList<>();
        if (requires.equals(Requirements.NONE)) {
            return obstacles;
        }
        KernelFacts facts = probes.facts();
        if (!requires.kernel().isEmpty() && !facts.release().isEmpty()
                && Arrays.compare(numbers(facts.release()), numbers(requires.kernel())) < 0) {
            obstacles.add(lacks("Linux " + requires.kernel() + " or newer; this is " + facts.release(), ""));
        }
        if (requires.btf() && !facts.btf() && !given) {
            obstacles.add(lacks("its types (BTF)", "give them with --btf FILE"));
        }
        for (AttachKind kind : AttachKind.values()) {
            if (requires.attach().contains(kind.label())) {
                obstacle(kind, probes.attachKind(kind)).ifPresent(obstacles::add);
            }
        }
        return obstacles;
    }

    private static Optional<Failure> obstacle(AttachKind kind, ProbeResult result) {
        String what = "programs of kind " + kind.label();
        if (result instanceof ProbeResult.Inconclusive unknown) {
            return Optional.of(Failure.of(FailureKind.NOT_PERMITTED, "the package requires " + what
                    + ", and whether this kernel has them cannot be found out: " + unknown.reason(), ""));
        }
        return result.supported() ? Optional.empty() : Optional.of(lacks(what + ": " + result.reason(),
                "eunomia doctor lists what it offers"));
    }

    private static Failure lacks(String what, String hint) {
        return Failure.of(FailureKind.UNSUPPORTED, LACKS + what, hint);
    }

    /** Returns the first three numbers of a release, or as many as there are. */
    private static int[] numbers(String release) {
        return Arrays.stream(release.split("[^0-9.]", 2)[0].split("\\.")).filter(part -> !part.isEmpty()).limit(3)
                .mapToInt(Integer::parseInt).toArray();
    }
}
