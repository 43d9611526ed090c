package io.eunomia.libbpf.internal.ring;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfLink;
import io.eunomia.libbpf.BpfObject;
import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.fixture.TestKernel;
import io.eunomia.libbpf.ring.EventReader;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A loaded and attached program that writes the records a test asks for (src/test/bpf/ring_request.bpf.h). Requests
 * are system calls of the calling thread: when {@link #request} returns, the records are in the buffer or refused.
 */
final class RequestedEvents implements AutoCloseable {
    /** {@code enum kind}, in its order. */
    enum Kind { SUBMIT, SUBMIT_QUIETLY, OUTPUT, DISCARD }

    /** Size of what SUBMIT writes: u64 sequence, u64 tag, u64 cpu, five times the sequence. */
    static final int EVENT_BYTES = 64;
    static final int MAX_OUTPUT = 8192;

    private static final long OPTION = 0x45554e4fL;
    private static final long PRCTL = "amd64".equals(System.getProperty("os.arch")) ? 157 : 167;

    private final long key = ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
    private final BpfObject object;
    private final BpfLink link;

    private RequestedEvents(BpfObjectFile file) {
        file.setGlobal("key", key);
        object = TestKernel.orSkip("requested events", file::load);
        object.map("blocks").update(new byte[4], patternBlock());
        link = TestKernel.orSkip("requested events", () -> object.program("on_prctl").attach(AttachPoint.bySection()));
    }

    /** @param bytes size of the ring */
    static RequestedEvents ring(int bytes) {
        BpfObjectFile file = TestKernel.libbpf().open("ring_events", TestKernel.object("ring_events"));
        file.map("events").maxEntries(bytes);
        return new RequestedEvents(file);
    }

    static RequestedEvents perf() {
        return new RequestedEvents(TestKernel.libbpf().open("ring_perf", TestKernel.object("ring_perf")));
    }

    /** Byte {@code index} of what OUTPUT writes, from 8 on; before it is the sequence number. */
    static byte pattern(int index) {
        return (byte) (index % 251);
    }

    private static byte[] patternBlock() {
        byte[] block = new byte[MAX_OUTPUT];
        for (int i = 8; i < block.length; i++) {
            block[i] = pattern(i);
        }
        return block;
    }

    EventReader open() {
        return open(8);
    }

    EventReader open(int perfPagesPerCpu) {
        return object.openReader("events", perfPagesPerCpu);
    }

    /** @param amount of records (256 at most), for OUTPUT of bytes */
    void request(Kind kind, int tag, long sequence, int amount) {
        TestKernel.libc().syscall(PRCTL, OPTION, sequence, amount, (long) tag << 8 | kind.ordinal(), key, 0);
    }

    long made() {
        return counter(0);
    }

    long refused() {
        return counter(1);
    }

    long discarded() {
        return counter(2);
    }

    private long counter(int index) {
        byte[] value = new byte[Long.BYTES];
        object.map("counters").lookup(TestKernel.bytes(index), value);
        return TestKernel.number(value);
    }

    @Override
    public void close() {
        link.close();
        object.close();
    }
}
