package io.eunomia.runtime.internal.engine;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.file.Descriptors;
import java.io.IOException;

/**
 * Keeps some of this process's descriptors from trackers, for those who connect to it: a daemon that can accept no
 * connection cannot even be told to stop a tracker. Any thread.
 */
public final class DescriptorReserve {
    /** Descriptors that are open only for a moment: files that are read, connections that are about to be closed. */
    private static final int MOMENTARY = 8;
    private static final String REMEDY = "stop a tracker, or raise RLIMIT_NOFILE with ulimit -n, or LimitNOFILE= of the unit";

    private final long limit;
    private final long most;

    private DescriptorReserve(long limit, long most) {
        this.limit = limit;
        this.most = most;
    }

    /** Reserves nothing, for a process to which nobody connects. */
    public static DescriptorReserve none() {
        return new DescriptorReserve(Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /** Reserves descriptors for connections. @param limit RLIMIT_NOFILE */
    public static DescriptorReserve forConnections(long limit) {
        return new DescriptorReserve(limit, limit - Descriptors.forConnections(limit) - MOMENTARY);
    }

    /**
     * Checks that trackers leave the reserve free.
     *
     * @throws TrackerException when what is open now is more than trackers may have together with all else
     */
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

    /** Turns a failure of the file system into that of exhausted descriptors when nothing more could be opened. */
    public static Failure failure(Throwable cause) {
        return Failure.of(FailureKind.EXHAUSTED, "this process has as many files open as it may, " + Descriptors.limit()
                + ": " + cause.getMessage(), REMEDY);
    }
}
