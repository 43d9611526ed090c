package io.eunomia.libbpf.ring;

/**
 * Numbers that a reader keeps with its ring, in memory that the ring's map owns: who opens a pinned ring after the reader's
 * process has ended, however it ended, finds them. Used by the thread that drains.
 */
public interface RingNotes {
    /** Keeps nothing. */
    RingNotes NONE = new RingNotes() {
        @Override
        public long sequence() {
            return 0;
        }

        @Override
        public void sequence(long number) {
            // There is no ring to keep it with.
        }

        @Override
        public long lost() {
            return 0;
        }

        @Override
        public void lost(long number) {
            // There is no ring to keep it with.
        }
    };

    /** Returns the number that was noted last for the events handed out; 0 when none was. */
    long sequence();

    void sequence(long number);

    /** Returns the last noted count of records that the ring had no room for; 0 when none was noted. */
    long lost();

    void lost(long number);
}
