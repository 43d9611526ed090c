package io.eunomia.libbpf.internal.kernel;

import io.eunomia.libbpf.internal.ffi.LibC;
import io.eunomia.libbpf.internal.ffi.NativeMemory;
import io.eunomia.libbpf.internal.ffi.ReturnCodes;
import io.eunomia.libbpf.kernel.KernelTime;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** Reads the clocks as BPF programs see them. Confined to one thread at a time. */
public final class KernelClocks {
    /** include/uapi/linux/time.h. */
    private static final int CLOCK_REALTIME = 0;
    private static final int CLOCK_MONOTONIC = 1;
    private static final int CLOCK_BOOTTIME = 7;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    /** Enough that one of them is not interrupted. */
    private static final int ATTEMPTS = 5;

    private static final String OWN_NAMESPACE = "/proc/self/ns/time";
    private static final String CHILDRENS_NAMESPACE = "/proc/self/ns/time_for_children";
    private static final String OFFSETS = "/proc/self/timens_offsets";

    private final LibC c;
    /** {@code struct timespec}: seconds and nanoseconds, 64 bits each. */
    private final ByteBuffer timespec = NativeMemory.allocate(16);
    private final long monotonicOffset;
    private final long boottimeOffset;

    /** @param files of /proc, which tells how far the time namespace of this process is from the initial one */
    KernelClocks(LibC c, SystemFiles files) {
        this.c = c;
        List<String> lines = ownOffsets(files);
        this.monotonicOffset = offset(lines, "monotonic", "1");
        this.boottimeOffset = offset(lines, "boottime", "7");
    }

    /** For this process; a namespace's offsets cannot change any more once a process is in it. */
    public static KernelClocks of(LibC c) {
        return new KernelClocks(c, new SystemFiles(Path.of("/")));
    }

    /**
     * The kernel tells the offsets of the namespace for children (time_namespaces(7)). Only a process that unshared and
     * did not fork since has another of its own, which is then the initial one as far as anybody can tell.
     */
    private static List<String> ownOffsets(SystemFiles files) {
        return files.link(OWN_NAMESPACE).equals(files.link(CHILDRENS_NAMESPACE)) ? files.lines(OFFSETS) : List.of();
    }

    /** Lines read {@code monotonic SECONDS NANOSECONDS}; before Linux 5.7 the clock stands there as a number. */
    private static long offset(List<String> lines, String name, String number) {
        for (String line : lines) {
            String[] words = line.strip().split("\\s+");
            if (words.length == 3 && (words[0].equals(name) || words[0].equals(number))
                    && words[1].matches("-?\\d{1,10}") && words[2].matches("\\d{1,9}")) {
                return Long.parseLong(words[1]) * NANOS_PER_SECOND + Long.parseLong(words[2]);
            }
        }
        return 0;
    }

    /** Takes about a microsecond. Good to less than that, unless every attempt is interrupted. */
    public KernelTime read() {
        KernelTime best = null;
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i < ATTEMPTS; i++) {
            long before = nanos(CLOCK_MONOTONIC);
            long realtime = nanos(CLOCK_REALTIME);
            long boottime = nanos(CLOCK_BOOTTIME);
            long after = nanos(CLOCK_MONOTONIC);
            if (after - before < shortest) {
                shortest = after - before;
                // The two in the middle were read a third and two thirds of the way.
                best = new KernelTime(realtime, before + shortest / 3 - monotonicOffset,
                        boottime - shortest / 3 - boottimeOffset);
            }
        }
        return best;
    }

    private long nanos(int clock) {
        ReturnCodes.checkErr(c.clock_gettime(clock, NativeMemory.address(timespec)), "read clock", String.valueOf(clock));
        long nanos = timespec.getLong(0) * NANOS_PER_SECOND + timespec.getLong(8);
        Reference.reachabilityFence(timespec);
        return nanos;
    }
}
