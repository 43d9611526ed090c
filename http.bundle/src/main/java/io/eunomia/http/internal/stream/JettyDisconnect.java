package io.eunomia.http.internal.stream;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Waits for the end of what the client sends. Nothing else reads the connection meanwhile: the request has been read,
 * and no other follows it since the answer says {@code Connection: close}. Who sends on nevertheless is read for a while
 * and then left: it is Jetty's thread that reads, which every other connection needs too.
 */
final class JettyDisconnect implements ClientDisconnect, Callback {
    private static final int PIECE = 1024;
    /** A whole request more, which somebody may have sent at once with the first; see Jetty's requestHeaderSize. */
    private static final int MOST_BYTES = 16 * PIECE;

    private final EndPoint connection;
    private final Runnable gone;
    private final ByteBuffer piece = BufferUtil.allocate(PIECE);
    private int bytes;
    private volatile boolean closed;

    private JettyDisconnect(EndPoint connection, Runnable gone) {
        this.connection = connection;
        this.gone = gone;
    }

    static ClientDisconnect watch(HttpServletRequest request, Runnable gone) {
        EndPoint connection = ServletContextRequest.getServletContextRequest(request).getConnectionMetaData()
                .getConnection().getEndPoint();
        JettyDisconnect disconnect = new JettyDisconnect(connection, gone);
        connection.tryFillInterested(disconnect);
        return disconnect;
    }

    /** There is something to read: the end, or what a client had no reason to send and is thrown away. */
    @Override
    public void succeeded() {
        try {
            int count;
            do {
                BufferUtil.clear(piece);
                count = connection.fill(piece);
                bytes += Math.max(0, count);
            } while (count > 0 && bytes <= MOST_BYTES);
            if (count > 0) {
                connection.close();
            }
            if (count != 0) {
                gone.run();
            } else if (!closed) {
                connection.tryFillInterested(this);
            }
        } catch (IOException e) {
            gone.run();
        }
    }

    @Override
    public void failed(Throwable cause) {
        if (cause instanceof TimeoutException && !closed) {
            // A client may be silent for as long as it likes.
            connection.tryFillInterested(this);
        } else {
            gone.run();
        }
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public void close() {
        closed = true;
    }
}
