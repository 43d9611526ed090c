package io.eunomia.http.internal.listen;

import io.eunomia.http.internal.transfer.Deadlines;
import io.eunomia.runtime.file.Descriptors;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Future;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;

/**
 * Bounds the connections that have not shown the token: each is closed after a while, and when there are too many the oldest
 * makes room. The daemon needs file descriptors to load programs, so strangers must not use them up; and a client with the
 * token always finds a place. Any thread.
 */
final class Connections implements Connection.Listener {
    private static final Duration MOST_TIME_UNKNOWN = Duration.ofSeconds(60);

    private final int most;
    private final Deadlines deadlines;
    /** The open connections, oldest first, each with the task that will close it. */
    private final Map<Connection, Future<?>> open = new LinkedHashMap<>();

    Connections(Deadlines deadlines) {
        this.most = Descriptors.forConnections(Descriptors.limit());
        this.deadlines = deadlines;
    }

    @Override
    public void onOpened(Connection connection) {
        Connection leaving = null;
        synchronized (open) {
            if (open.size() >= most) {
                leaving = oldestUnknown();
            }
            open.put(connection, deadlines.after(MOST_TIME_UNKNOWN, () -> closeUnknown(connection)));
        }
        if (leaving != null) {
            leaving.close();
        }
    }

    private Connection oldestUnknown() {
        Iterator<Map.Entry<Connection, Future<?>>> all = open.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<Connection, Future<?>> one = all.next();
            if (!isTrusted(one.getKey())) {
                all.remove();
                one.getValue().cancel(false);
                return one.getKey();
            }
        }
        return null;
    }

    private static boolean isTrusted(Connection connection) {
        return connection instanceof ConnectionMetaData known && JettyTrust.isMarked(known);
    }

    private static void closeUnknown(Connection connection) {
        if (!isTrusted(connection)) {
            connection.close();
        }
    }

    @Override
    public void onClosed(Connection connection) {
        Future<?> closing;
        synchronized (open) {
            closing = open.remove(connection);
        }
        if (closing != null) {
            closing.cancel(false);
        }
    }
}
