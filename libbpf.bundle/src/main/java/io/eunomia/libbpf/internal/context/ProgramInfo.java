package io.eunomia.libbpf.internal.context;

import io.eunomia.libbpf.BpfProgram;
import io.eunomia.libbpf.internal.ffi.NativeMemory;
import io.eunomia.libbpf.internal.ffi.ReturnCodes;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/** Reads {@code struct bpf_prog_info} of include/uapi/linux/bpf.h; older kernels fill less of it and leave zeros. */
public final class ProgramInfo {
    private static final int BYTES = 232;
    private static final int ID = 4;
    private static final int TAG = 8;
    private static final int TAG_BYTES = 8;
    private static final int NR_MAP_IDS = 52;
    private static final int MAP_IDS = 56;
    private static final int NAME = 64;
    private static final int NAME_BYTES = 16;
    private static final int NR_JITED_KSYMS = 104;
    private static final int NR_JITED_FUNC_LENS = 108;
    private static final int JITED_KSYMS = 112;
    private static final int JITED_FUNC_LENS = 120;
    private static final int RUN_TIME_NS = 192;
    private static final int RUN_CNT = 200;
    private static final int RECURSION_MISSES = 208;
    private static final int ATTACH_BTF_OBJ_ID = 220;
    private static final int ATTACH_BTF_ID = 224;

    private ProgramInfo() {
    }

    /**
     * The kernel type that a program was loaded for.
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

    /** @param name cut to 15 characters by the kernel @param maps ids of the maps it uses */
    public record Uses(String name, List<Integer> maps) {
    }

    public static Uses uses(NativeContext context, int fd, String subject) {
        ByteBuffer first = info(context, fd, subject);
        int count = first.getInt(NR_MAP_IDS);
        byte[] name = new byte[NAME_BYTES];
        first.get(NAME, name);
        ByteBuffer ids = NativeMemory.allocate(Math.max(1, count) * Integer.BYTES);
        ByteBuffer info = NativeMemory.allocate(BYTES).putInt(NR_MAP_IDS, count).putLong(MAP_IDS, NativeMemory.address(ids));
        fill(context, fd, subject, info);
        Reference.reachabilityFence(ids);
        return new Uses(new String(name, StandardCharsets.ISO_8859_1).split("\0", 2)[0],
                IntStream.range(0, Math.min(count, info.getInt(NR_MAP_IDS))).mapToObj(i -> ids.getInt(i * Integer.BYTES))
                        .toList());
    }

    /** The address ranges of its functions in the kernel; addresses are 0 for a process that may not see them. */
    public static List<BpfProgram.Code> code(NativeContext context, int fd, String name) {
        int count = info(context, fd, name).getInt(NR_JITED_KSYMS);
        if (count <= 0) {
            return List.of();
        }
        ByteBuffer starts = NativeMemory.allocate(count * Long.BYTES);
        ByteBuffer lengths = NativeMemory.allocate(count * Integer.BYTES);
        ByteBuffer info = NativeMemory.allocate(BYTES).putInt(NR_JITED_KSYMS, count).putInt(NR_JITED_FUNC_LENS, count)
                .putLong(JITED_KSYMS, NativeMemory.address(starts)).putLong(JITED_FUNC_LENS, NativeMemory.address(lengths));
        fill(context, fd, name, info);
        Reference.reachabilityFence(lengths);
        int told = Math.min(count, Math.min(info.getInt(NR_JITED_KSYMS), info.getInt(NR_JITED_FUNC_LENS)));
        return IntStream.range(0, told).filter(i -> starts.getLong(i * Long.BYTES) != 0).mapToObj(i -> {
            long start = starts.getLong(i * Long.BYTES);
            return new BpfProgram.Code(start, start + lengths.getInt(i * Integer.BYTES));
        }).toList();
    }

    private static ByteBuffer info(NativeContext context, int fd, String name) {
        ByteBuffer info = NativeMemory.allocate(BYTES);
        fill(context, fd, name, info);
        return info;
    }

    private static void fill(NativeContext context, int fd, String name, ByteBuffer info) {
        ByteBuffer length = NativeMemory.allocate(Integer.BYTES).putInt(0, BYTES);
        ReturnCodes.checkErr(context.bpf().bpf_obj_get_info_by_fd(fd, NativeMemory.address(info),
                NativeMemory.address(length)), "program info", name);
    }
}
