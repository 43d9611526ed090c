package io.eunomia.libbpf.internal.slot;

import io.eunomia.libbpf.BpfProgram;
import io.eunomia.libbpf.MapType;
import io.eunomia.libbpf.internal.context.NativeContext;
import io.eunomia.libbpf.internal.context.ProgramInfo;
import io.eunomia.libbpf.internal.ffi.NativeMemory;
import io.eunomia.libbpf.internal.ffi.ReturnCodes;
import io.eunomia.libbpf.internal.ffi.SystemCalls;
import io.eunomia.libbpf.internal.link.AttachableProgram;
import io.eunomia.libbpf.internal.link.Attacher;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Makes the stub for a program that is attached to one of the kernel's types (tp_btf, fentry, fexit, fmod_ret, LSM), without
 * libbpf, which would search all of the kernel's types for the name; the kernel knows the type's number because it
 * has loaded the program.
 */
final class BtfStub {
    // enum bpf_cmd of include/uapi/linux/bpf.h
    private static final int MAP_CREATE = 0;
    private static final int PROG_LOAD = 5;
    private static final int BTF_GET_FD_BY_ID = 19;
    // struct bpf_insn as a little-endian number: opcode, registers, offset, immediate
    private static final long LOAD_MAP_TO_R2 = 0x1218L;
    private static final long ZERO_TO_R3 = 0x3b7L;
    private static final long TAIL_CALL = 0x85L | 12L << 32;
    private static final long ZERO_TO_R0 = 0xb7L;
    private static final long EXIT = 0x95L;
    private static final int INSTRUCTIONS = 6;

    private BtfStub() {
    }

    /** @return empty when the kernel does not tell the program's target (before 6.0), or refuses the stub */
    static Optional<Stub> of(NativeContext context, BpfProgram first, int attachType) {
        ProgramInfo.Target target = ProgramInfo.target(context, first.fd(), first.name());
        if (target.btf() == 0 || target.type() == 0) {
            return Optional.empty();
        }
        int types = bpf(context, BTF_GET_FD_BY_ID, NativeMemory.allocate(32).putInt(0, target.btf()), null);
        int map = types < 0 ? types : bpf(context, MAP_CREATE, NativeMemory.allocate(72)
                .putInt(0, MapType.PROG_ARRAY.number()).putInt(4, 4).putInt(8, 4).putInt(12, 1)
                .put(28, SlotTemplate.MAP.getBytes(StandardCharsets.US_ASCII)), null);
        int fd = map < 0 ? map : load(context, first, attachType, types, target.type(), map);
        if (types >= 0) {
            context.c().close(types);
        }
        if (fd < 0) {
            if (map >= 0) {
                context.c().close(map);
            }
            return Optional.empty();
        }
        AttachableProgram program = new AttachableProgram(0, fd, SlotTemplate.PROGRAM, first.section(), first.type(), attachType);
        return Optional.of(new OwnedStub(context, fd, map, point -> new Attacher(context, name -> -1).attachToType(program, point)));
    }

    private static int load(NativeContext context, BpfProgram first, int attachType, int types, int type, int map) {
        ByteBuffer code = NativeMemory.allocate(INSTRUCTIONS * Long.BYTES)
                .putLong(LOAD_MAP_TO_R2 | (long) map << 32).putLong(0).putLong(ZERO_TO_R3).putLong(TAIL_CALL)
                .putLong(ZERO_TO_R0).putLong(EXIT);
        ByteBuffer license = NativeMemory.string("Dual BSD/GPL");
        ByteBuffer attributes = NativeMemory.allocate(128).putInt(0, first.type().number()).putInt(4, INSTRUCTIONS)
                .putLong(8, NativeMemory.address(code)).putLong(16, NativeMemory.address(license))
                .put(48, SlotTemplate.PROGRAM.getBytes(StandardCharsets.US_ASCII))
                .putInt(68, attachType).putInt(108, type).putInt(112, types);
        return bpf(context, PROG_LOAD, attributes, new Object[] {code, license});
    }

    private static int bpf(NativeContext context, int command, ByteBuffer attributes, Object referred) {
        int result = (int) SystemCalls.BPF.call(context.c(), command, NativeMemory.address(attributes),
                attributes.capacity(), 0, 0);
        int outcome = result < 0 ? -ReturnCodes.lastErrno() : result;
        Reference.reachabilityFence(attributes);
        Reference.reachabilityFence(referred);
        return outcome;
    }
}
