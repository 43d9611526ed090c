package io.eunomia.libbpf.internal.kernel;

import io.eunomia.libbpf.LibbpfLibrary;
import io.eunomia.libbpf.MapType;
import io.eunomia.libbpf.ProgramType;
import io.eunomia.libbpf.kernel.AttachKind;
import io.eunomia.libbpf.kernel.KernelProbes;
import io.eunomia.libbpf.kernel.ProbeResult;
import java.util.LinkedHashMap;
import java.util.Map;

/** All type and kind probes of this kernel, under the names that kernel-probes.csv uses. */
final class ProbeListing {

    private ProbeListing() {
    }

    static Map<String, ProbeResult> of(KernelProbes probes) {
        Map<String, ProbeResult> results = new LinkedHashMap<>();
        for (ProgramType type : ProgramType.values()) {
            results.put("program " + type, probes.programType(type));
        }
        for (MapType type : MapType.values()) {
            results.put("map " + type, probes.mapType(type));
        }
        for (AttachKind kind : AttachKind.values()) {
            results.put("attach " + kind.label(), probes.attachKind(kind));
        }
        return results;
    }

    static String word(ProbeResult result) {
        return result.supported() ? "yes" : result instanceof ProbeResult.Unsupported ? "no" : "unknown";
    }

    /** Prints a row for each probe: what to write into kernel-probes.csv for a new kernel. */
    public static void main(String[] arguments) {
        // Not the tests' own, for which file systems are mounted already.
        KernelProbes probes = LibbpfLibrary.load().libbpf().probes();
        System.out.println("# " + probes.facts());
        of(probes).forEach((name, result) -> System.out.println(name + "," + word(result) + "," + result.reason()));
    }
}
