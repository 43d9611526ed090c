package io.eunomia.libbpf.internal.slot;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfLink;
import io.eunomia.libbpf.BpfProgram;
import io.eunomia.libbpf.internal.context.NativeContext;
import io.eunomia.libbpf.internal.context.ProgramInfo;
import io.eunomia.libbpf.internal.ffi.ReturnCodes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A stub that was taken over from its pins, attached already; owns both descriptors. */
final class PinnedStub implements Stub {
    private final NativeContext context;
    private final int program;
    private final int map;
    private boolean closed;

    PinnedStub(NativeContext context, int program, int map) {
        this.context = context;
        this.program = program;
        this.map = map;
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
    public BpfLink attach(AttachPoint point) {
        throw new IllegalStateException("the stub is attached");
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
