package io.eunomia.runtime.internal.engine;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.file.Descriptors;
import java.io.IOException;

/**
 * What trackers leave of this process's descriptors to those who connect to it: a daemon that can accept nobody cannot even
 * be told to stop a tracker. Any thread.
 */
public final class DescriptorReserve {
    /** For what is open for a moment: files that are read, connections that are about to be closed. */
    private static final int MOMENTARY = 8;
    private static final String REMEDY = "stop a tracker, or raise RLIMIT_NOFILE with ulimit -n, or LimitNOFILE= of the unit";

    private final long limit;
    private final long most;

    private DescriptorReserve(long limit, long most) {
        this.limit = limit;
        this.most = most;
    }

    /** For a process to which nobody connects. */
    public static DescriptorReserve none() {
        return new DescriptorReserve(Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /** @param limit RLIMIT_NOFILE */
    public static DescriptorReserve forConnections(long limit) {
        return new DescriptorReserve(limit, limit - Descriptors.forConnections(limit) - MOMENTARY);
    }

    /** @throws TrackerException when what is open now is more than trackers may have together with all else */
    void require() {
        if (most == Long.MAX_VALUE) {
            return;
        }
        try {
            if (Descriptors.open() > most && Descriptors.openBesidesSockets() > most) {
                throw exhausted("trackers would take the descriptors that are kept for connections: of " + limit
                        + " that this process may have open, " + (limit - most) + " are");
            }
        } catch (IOException e) {
            throw exhausted("it cannot be told how many files this process has open: " + e.getMessage());
        }
    }

    private static TrackerException exhausted(String message) {
        return new TrackerException(Failure.of(FailureKind.EXHAUSTED, message, REMEDY));
    }

    /** What a failure of the file system means when nothing more could be opened. */
    public static Failure failure(Throwable cause) {
        return Failure.of(FailureKind.EXHAUSTED, "this process has as many files open as it may, " + Descriptors.limit()
                + ": " + cause.getMessage(), REMEDY);
    }
}
