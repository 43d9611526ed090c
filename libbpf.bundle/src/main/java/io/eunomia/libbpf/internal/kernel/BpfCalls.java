package io.eunomia.libbpf.internal.kernel;

import io.eunomia.libbpf.internal.ffi.LibC;
import io.eunomia.libbpf.internal.ffi.NativeMemory;
import io.eunomia.libbpf.internal.ffi.ReturnCodes;
import io.eunomia.libbpf.internal.ffi.SystemCalls;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/**
 * Calls bpf(2) with a hand-written {@code union bpf_attr} of include/uapi/linux/bpf.h: probes must see the kernel's own
 * answer, and not libbpf's after its fallbacks. Every method returns a descriptor owned by the caller, or a
 * negative errno. Confined to one probe.
 */
final class BpfCalls {
    private static final int MAP_CREATE = 0;
    private static final int PROG_LOAD = 5;
    private static final int PROG_TEST_RUN = 10;
    private static final int RAW_TRACEPOINT_OPEN = 17;
    private static final int BTF_LOAD = 18;
    private static final int LINK_CREATE = 28;
    /** BPF_MOV64_IMM(BPF_REG_0, …) and BPF_EXIT_INSN(), little-endian. */
    private static final long MOVE_TO_R0 = 0xb7;
    private static final long EXIT = 0x95;

    private final LibC c;
    private final ByteBuffer license = NativeMemory.string("Dual BSD/GPL");
    private final ByteBuffer log = NativeMemory.allocate(4096);

    BpfCalls(LibC c) {
        this.c = c;
    }

    /** Loads the program {@code return returned;}. */
    int load(ProgramSample sample) {
        ByteBuffer code = NativeMemory.allocate(16).putLong(0, MOVE_TO_R0 | (long) sample.returned() << 32)
                .putLong(8, EXIT);
        ByteBuffer attributes = NativeMemory.allocate(128)
                .putInt(0, sample.type().number()).putInt(4, 2).putLong(8, NativeMemory.address(code))
                .putLong(16, NativeMemory.address(license))
                .putInt(24, 1).putInt(28, log.capacity()).putLong(32, NativeMemory.address(log))
                .putInt(44, sample.flags()).putInt(68, sample.expectedAttachType()).putInt(108, sample.btfId());
        log.put(0, (byte) 0);
        return call(PROG_LOAD, attributes, code);
    }

    /** Tells whether the verifier looked at the last program, which proves that the kernel knows its type. */
    boolean verified() {
        return log.get(0) != 0;
    }

    int createMap(MapSample sample, int innerMapFd, int btfFd) {
        ByteBuffer attributes = NativeMemory.allocate(72)
                .putInt(0, sample.type().number()).putInt(4, sample.keySize()).putInt(8, sample.valueSize())
                .putInt(12, sample.maxEntries()).putInt(16, sample.flags()).putInt(20, innerMapFd);
        if (btfFd > 0) {
            attributes.putInt(48, btfFd).putInt(52, 1).putInt(56, 1);
        }
        if (sample.kernelTypeId() != 0) {
            attributes.putInt(60, sample.kernelTypeId());
        }
        return call(MAP_CREATE, attributes, null);
    }

    int loadBtf(byte[] btf) {
        ByteBuffer section = NativeMemory.allocate(btf.length).put(0, btf);
        return call(BTF_LOAD, NativeMemory.allocate(32).putLong(0, NativeMemory.address(section))
                .putInt(16, btf.length), section);
    }

    /** @param name of the raw tracepoint; null when the program's BTF id gives the place */
    int attachRaw(int program, String name) {
        ByteBuffer text = name == null ? null : NativeMemory.string(name);
        return call(RAW_TRACEPOINT_OPEN, NativeMemory.allocate(16)
                .putLong(0, text == null ? 0 : NativeMemory.address(text)).putInt(8, program), text);
    }

    /** @param target a descriptor, an interface's number or nothing, depending on the attach type */
    int link(int program, int target, int attachType) {
        return link(program, target, attachType, NativeMemory.allocate(64), null);
    }

    /**
     * @param attributes 64 bytes with the fields from 16 on filled in
     * @param referred memory that the attributes point to
     */
    int link(int program, int target, int attachType, ByteBuffer attributes, Object referred) {
        attributes.putInt(0, program).putInt(4, target).putInt(8, attachType);
        return call(LINK_CREATE, attributes, referred);
    }

    /** Runs a program that needs no input once. @return 0, or a negative errno */
    int run(int program) {
        return call(PROG_TEST_RUN, NativeMemory.allocate(72).putInt(0, program), null);
    }

    private int call(int command, ByteBuffer attributes, Object referred) {
        int result = (int) SystemCalls.BPF.call(c, command, NativeMemory.address(attributes), attributes.capacity(),
                0, 0);
        int outcome = result < 0 ? -ReturnCodes.lastErrno() : result;
        Reference.reachabilityFence(attributes);
        Reference.reachabilityFence(referred);
        return outcome;
    }

    LibC c() {
        return c;
    }

    /** Closes the result of a call, if it is a descriptor. */
    void close(int descriptor) {
        if (descriptor >= 0) {
            c.close(descriptor);
        }
    }
}
