package io.eunomia.libbpf.internal.slot;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfLink;
import io.eunomia.libbpf.BpfObject;
import io.eunomia.libbpf.BpfProgram;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The stub of {@code slot.bpf.c}, loaded by libbpf. */
record ObjectStub(BpfObject object) implements Stub {

    @Override
    public void put(int programFd) {
        object.map(SlotTemplate.MAP).update(integer(0), integer(programFd));
    }

    private static byte[] integer(int value) {
        return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder()).putInt(value).array();
    }

    private BpfProgram program() {
        return object.program(SlotTemplate.PROGRAM);
    }

    @Override
    public int fd() {
        return program().fd();
    }

    @Override
    public int mapFd() {
        return object.map(SlotTemplate.MAP).fd();
    }

    @Override
    public BpfLink attach(AttachPoint point) {
        return program().attach(point);
    }

    @Override
    public BpfProgram.Info info() {
        return program().info();
    }

    @Override
    public void close() {
        object.close();
    }
}
