package io.eunomia.libbpf.internal.slot;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfLink;
import io.eunomia.libbpf.BpfProgram;
import io.eunomia.libbpf.internal.context.NativeContext;
import io.eunomia.libbpf.internal.context.ProgramInfo;
import io.eunomia.libbpf.internal.ffi.ReturnCodes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Function;

/** A stub that libbpf has no object of: made here, or taken over from its pins. Owns both descriptors. */
final class OwnedStub implements Stub {
    private final NativeContext context;
    private final int program;
    private final int map;
    private final Function<AttachPoint, BpfLink> attacher;
    private boolean closed;

    /** @param attacher attaches the program */
    OwnedStub(NativeContext context, int program, int map, Function<AttachPoint, BpfLink> attacher) {
        this.context = context;
        this.program = program;
        this.map = map;
        this.attacher = attacher;
    }

    /** Makes the stub that was attached before it was taken over. */
    static OwnedStub attached(NativeContext context, int program, int map) {
        return new OwnedStub(context, program, map, point -> {
            throw new IllegalStateException("the stub is attached");
        });
    }

    @Override
    public synchronized void put(int programFd) {
        requireOpen();
        ReturnCodes.checkErr(context.bpf().bpf_map_update_elem(map, integer(0), integer(programFd), 0), "map update",
                SlotTemplate.MAP);
    }

    private static byte[] integer(int value) {
        return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder()).putInt(value).array();
    }

    @Override
    public synchronized int fd() {
        requireOpen();
        return program;
    }

    @Override
    public synchronized int mapFd() {
        requireOpen();
        return map;
    }

    @Override
    public synchronized BpfLink attach(AttachPoint point) {
        requireOpen();
        return attacher.apply(point);
    }

    @Override
    public synchronized BpfProgram.Info info() {
        requireOpen();
        return ProgramInfo.read(context, program, SlotTemplate.PROGRAM);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the slot's stub is closed");
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            context.c().close(program);
            context.c().close(map);
        }
    }
}
