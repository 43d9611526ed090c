package io.eunomia.libbpf.internal.kernel;

import io.eunomia.libbpf.internal.ffi.LibC;
import io.eunomia.libbpf.internal.ffi.NativeMemory;
import io.eunomia.libbpf.internal.ffi.ReturnCodes;
import io.eunomia.libbpf.kernel.KernelTime;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** Reads the clocks as BPF programs see them. Only one thread at a time may use it. */
public final class KernelClocks {
    /** Clock numbers of include/uapi/linux/time.h. */
    private static final int CLOCK_REALTIME = 0;
    private static final int CLOCK_MONOTONIC = 1;
    private static final int CLOCK_BOOTTIME = 7;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    /** Enough attempts that at least one is not interrupted. */
    private static final int ATTEMPTS = 5;

    private static final String OWN_NAMESPACE = "/proc/self/ns/time";
    private static final String CHILDRENS_NAMESPACE = "/proc/self/ns/time_for_children";
    private static final String OFFSETS = "/proc/self/timens_offsets";

    private final LibC c;
    /** {@code struct timespec}: seconds and nanoseconds, 64 bits each. */
    private final ByteBuffer timespec = NativeMemory.allocate(16);
    private final long monotonicOffset;
    private final long boottimeOffset;

    /** @param files of /proc, which tells the offset of this process's time namespace from the initial one */
    KernelClocks(LibC c, SystemFiles files) {
        this.c = c;
        List<String> lines = ownOffsets(files);
        this.monotonicOffset = offset(lines, "monotonic", "1");
        this.boottimeOffset = offset(lines, "boottime", "7");
    }

    /** The clocks of this process; the offsets are read once, because they cannot change once a process is in a namespace. */
    public static KernelClocks of(LibC c) {
        return new KernelClocks(c, new SystemFiles(Path.of("/")));
    }

    /**
     * The offsets of this process's namespace. The kernel shows those of the namespace for children (time_namespaces(7)). The two
     * differ only in a process that unshared and has not forked since; its own then counts as the initial one, as nothing shows
     * more.
     */
    private static List<String> ownOffsets(SystemFiles files) {
        return files.link(OWN_NAMESPACE).equals(files.link(CHILDRENS_NAMESPACE)) ? files.lines(OFFSETS) : List.of();
    }

    /** Parses lines {@code monotonic SECONDS NANOSECONDS}; before Linux 5.7 they have the clock's number instead of its name. */
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

    /** Reads the clocks in about a microsecond. The error is less than that, unless every attempt is interrupted. */
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
                // Four reads in a row: the two in the middle came after a third and two thirds of the time.
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
