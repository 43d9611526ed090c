package io.eunomia.libbpf.internal.object;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfLink;
import io.eunomia.libbpf.BpfProgram;
import io.eunomia.libbpf.BpfSlot;
import io.eunomia.libbpf.ProgramType;
import io.eunomia.libbpf.internal.context.DescriptorInfo;
import io.eunomia.libbpf.internal.ffi.NativeMemory;
import io.eunomia.libbpf.internal.ffi.ReturnCodes;
import io.eunomia.libbpf.internal.link.AttachableProgram;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** A {@code struct bpf_program} that the kernel has accepted. */
final class LoadedProgram implements BpfProgram {
    /** {@code struct bpf_prog_info} up to {@code verified_insns}; older kernels fill less and leave zeros. */
    private static final int INFO_BYTES = 224;
    private static final int ID = 4;
    private static final int TAG = 8;
    private static final int TAG_BYTES = 8;
    private static final int RUN_TIME_NS = 192;
    private static final int RUN_CNT = 200;
    private static final int RECURSION_MISSES = 208;

    private final LoadedObject object;
    private final AttachableProgram program;
    private final String verifierLog;

    LoadedProgram(LoadedObject object, AttachableProgram program, String verifierLog) {
        this.object = object;
        this.program = program;
        this.verifierLog = verifierLog;
    }

    @Override
    public String name() {
        return program.name();
    }

    @Override
    public String section() {
        return program.section();
    }

    @Override
    public ProgramType type() {
        return program.type();
    }

    @Override
    public int fd() {
        return object.lifetime().during(program::fd);
    }

    @Override
    public Info info() {
        return object.lifetime().during(this::readInfo);
    }

    private Info readInfo() {
        ByteBuffer info = NativeMemory.allocate(INFO_BYTES);
        ByteBuffer length = NativeMemory.allocate(Integer.BYTES).putInt(0, INFO_BYTES);
        ReturnCodes.checkErr(object.context().bpf().bpf_obj_get_info_by_fd(program.fd(), NativeMemory.address(info),
                NativeMemory.address(length)), "program info", name());
        byte[] tag = new byte[TAG_BYTES];
        info.get(TAG, tag);
        return new Info(info.getInt(ID), HexFormat.of().formatHex(tag), info.getLong(RUN_CNT),
                info.getLong(RUN_TIME_NS), DescriptorInfo.memoryBytes(program.fd()), info.getLong(RECURSION_MISSES));
    }

    @Override
    public String verifierLog() {
        return verifierLog;
    }

    @Override
    public BpfLink attach(AttachPoint point) {
        return object.attach(program, point);
    }

    @Override
    public BpfSlot attachSlot(AttachPoint point) {
        return object.attachSlot(this, program.attachType(), point);
    }
}
