package io.eunomia.libbpf.internal.kernel;

import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.MapType;
import io.eunomia.libbpf.ProgramType;
import io.eunomia.libbpf.internal.ffi.NativeMemory;
import io.eunomia.libbpf.kernel.ProbeResult;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Tests whether the kernel has a type of program or map, by loading or creating one and closing it. */
final class TypeProbes {
    private static final String UNKNOWN = " is newer than this kernel, left out of its configuration, or refused by"
            + " its policy";

    private final KernelTypeLookup types;
    private final TracingProbes tracing;

    TypeProbes(KernelTypeLookup types, TracingProbes tracing) {
        this.types = types;
        this.tracing = tracing;
    }

    ProbeResult program(BpfCalls calls, Verdict verdict, ProgramType type) {
        Trial trial = new Trial(calls, verdict, "program type " + type + UNKNOWN);
        return switch (type) {
            case UNSPEC -> new ProbeResult.Unsupported("UNSPEC is no type of program");
            case TRACING -> tracing.tpBtf(trial);
            case LSM -> loadLsm(trial);
            case EXT, STRUCT_OPS -> refusedByVerifier(trial, type);
            default -> trial.load(ProgramSample.of(type));
        };
    }

    private ProbeResult loadLsm(Trial trial) {
        int hook = types.function(List.of("bpf_lsm_sb_umount", "bpf_lsm_sb_mount"));
        return hook == 0 ? trial.unsupported("the kernel's BTF has no LSM hooks")
                : trial.load(ProgramSample.of(ProgramType.LSM, ProgramSample.LSM_MAC, hook));
    }

    /** Tests types that need another program or a kernel struct: a complaint of the verifier proves that the type exists. */
    private static ProbeResult refusedByVerifier(Trial trial, ProgramType type) {
        int result = trial.calls().load(ProgramSample.of(type));
        if (result >= 0 || trial.calls().verified()) {
            trial.calls().close(result);
            return Verdict.SUPPORTED;
        }
        return trial.refused(-result, "load", type);
    }

    ProbeResult map(BpfCalls calls, Verdict verdict, MapType type) {
        if (type == MapType.UNSPEC) {
            return new ProbeResult.Unsupported("UNSPEC is no type of map");
        }
        MapSample sample = MapSample.of(type, calls.c().getpagesize());
        int inner = sample.needsInnerMap() ? calls.createMap(MapSample.of(MapType.ARRAY, 0), 0, 0) : 0;
        int btf = sample.needsBtf() ? calls.loadBtf(integerBtf()) : 0;
        int map = inner < 0 ? inner : btf < 0 ? btf : calls.createMap(sample, inner, btf);
        for (int descriptor : new int[] {map, inner, btf}) {
            if (descriptor > 0) {
                calls.close(descriptor);
            }
        }
        boolean made = map >= 0 || type == MapType.STRUCT_OPS && map == -Errno.ENOTSUPP;
        return made ? Verdict.SUPPORTED : verdict.refused(-map, "create", needed(type),
                "map type " + type + UNKNOWN);
    }

    private static List<String> needed(MapType type) {
        return switch (type) {
            case SOCKMAP, SOCKHASH, DEVMAP, DEVMAP_HASH, CPUMAP, XSKMAP -> List.of("CAP_BPF", "CAP_NET_ADMIN");
            default -> List.of("CAP_BPF");
        };
    }

    /** A whole {@code .BTF} section with the one type {@code int} (Documentation/bpf/btf.rst). */
    private static byte[] integerBtf() {
        byte[] strings = "\0int\0".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer btf = NativeMemory.allocate(24 + 16 + strings.length).order(ByteOrder.nativeOrder());
        btf.putShort((short) 0xeb9f).put((byte) 1).put((byte) 0).putInt(24)
                .putInt(0).putInt(16).putInt(16).putInt(strings.length)
                // name at 1, kind INT (1), size 4; encoding signed, offset 0, 32 bits
                .putInt(1).putInt(1 << 24).putInt(4).putInt(1 << 24 | 32).put(strings);
        byte[] section = new byte[btf.capacity()];
        btf.get(0, section);
        return section;
    }
}
