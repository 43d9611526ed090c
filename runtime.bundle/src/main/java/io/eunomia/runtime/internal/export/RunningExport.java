package io.eunomia.runtime.internal.export;

/** What feeds an open export on threads of its own, and owns it. Any thread. */
public interface RunningExport extends AutoCloseable {

    /** Ends it as {@link #close} does, and has the export told why where it can be. @param reason one line for people */
    void end(String reason);

    /** Ends it; waits at most five seconds for the rest to be written. */
    @Override
    void close();
}
