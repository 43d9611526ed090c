package io.eunomia.libbpf.internal.ring;

import io.eunomia.libbpf.internal.ffi.ForeignMemory;
import io.eunomia.libbpf.ring.RingNotes;

/**
 * The end of the page that holds the consumer's position. The kernel uses the first eight bytes of that page alone
 * ({@code consumer_pos __aligned(PAGE_SIZE)} of {@code struct bpf_ringbuf}), and clears all of it when it makes the ring.
 *
 * <p>Beside the numbers of {@link RingNotes} it holds how far records were taken. The position that the kernel knows may lag
 * behind that, see {@link RingBufferReader}, and a reader that begins there would hand out records a second time.
 */
final class RingNotebook implements RingNotes {
    /** Its size; it ends where the page ends, so it does not share a line of the cache with the position. */
    static final int BYTES = 64;
    /** Says that a reader has written here: "EUNOMIA1" in ASCII. */
    private static final long MARK = 0x45554e4f4d494131L;
    private static final int TAKEN = 8;
    private static final int SEQUENCE = 16;
    private static final int LOST = 24;

    private final ForeignMemory memory;
    private volatile boolean closed;

    RingNotebook(ForeignMemory memory) {
        this.memory = memory;
    }

    /**
     * Begins to note, or goes on where the reader before ended.
     *
     * @param published the position that the kernel knows
     * @param produced the producers' position
     * @return the position up to which records were taken
     */
    long begin(long published, long produced) {
        long taken = memory.getLongAcquire(TAKEN);
        boolean known = memory.getLongAcquire(0) == MARK && taken - published >= 0 && produced - taken >= 0;
        if (!known) {
            memory.putLong(TAKEN, published);
            memory.putLong(SEQUENCE, 0);
            memory.putLong(LOST, 0);
            memory.putLongFenced(0, MARK);
        }
        return known ? taken : published;
    }

    /** Ends the noting, because the memory is about to go. */
    void close() {
        closed = true;
    }

    /** Notes the position up to which records are about to be handed out: what is not noted was not handed out. */
    void take(long position) {
        memory.putLong(TAKEN, position);
    }

    @Override
    public long sequence() {
        return closed ? 0 : memory.getLongAcquire(SEQUENCE);
    }

    @Override
    public void sequence(long number) {
        put(SEQUENCE, number);
    }

    @Override
    public long lost() {
        return closed ? 0 : memory.getLongAcquire(LOST);
    }

    @Override
    public void lost(long number) {
        put(LOST, number);
    }

    private void put(int at, long number) {
        if (!closed) {
            memory.putLong(at, number);
        }
    }
}
