package io.eunomia.libbpf.internal.context;

import io.eunomia.libbpf.BpfProgram;
import io.eunomia.libbpf.internal.ffi.NativeMemory;
import io.eunomia.libbpf.internal.ffi.ReturnCodes;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** {@code struct bpf_prog_info} of include/uapi/linux/bpf.h; older kernels fill less of it and leave zeros. */
public final class ProgramInfo {
    private static final int BYTES = 232;
    private static final int ID = 4;
    private static final int TAG = 8;
    private static final int TAG_BYTES = 8;
    private static final int RUN_TIME_NS = 192;
    private static final int RUN_CNT = 200;
    private static final int RECURSION_MISSES = 208;
    private static final int ATTACH_BTF_OBJ_ID = 220;
    private static final int ATTACH_BTF_ID = 224;

    private ProgramInfo() {
    }

    /**
     * Where a program belongs by its load.
     *
     * @param btf id of the BTF, 0 if the kernel does not tell
     * @param type id of the type in it, 0 if there is none
     */
    public record Target(int btf, int type) {
    }

    /** @param name for the message of a failure */
    public static BpfProgram.Info read(NativeContext context, int fd, String name) {
        ByteBuffer info = info(context, fd, name);
        byte[] tag = new byte[TAG_BYTES];
        info.get(TAG, tag);
        return new BpfProgram.Info(info.getInt(ID), HexFormat.of().formatHex(tag), info.getLong(RUN_CNT),
                info.getLong(RUN_TIME_NS), DescriptorInfo.memoryBytes(fd), info.getLong(RECURSION_MISSES));
    }

    public static Target target(NativeContext context, int fd, String name) {
        ByteBuffer info = info(context, fd, name);
        return new Target(info.getInt(ATTACH_BTF_OBJ_ID), info.getInt(ATTACH_BTF_ID));
    }

    private static ByteBuffer info(NativeContext context, int fd, String name) {
        ByteBuffer info = NativeMemory.allocate(BYTES);
        ByteBuffer length = NativeMemory.allocate(Integer.BYTES).putInt(0, BYTES);
        ReturnCodes.checkErr(context.bpf().bpf_obj_get_info_by_fd(fd, NativeMemory.address(info),
                NativeMemory.address(length)), "program info", name);
        return info;
    }
}
