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
 * Notices that a client has left, by waiting for the end of its input. Nothing else reads the connection meanwhile: the
 * request has been read, and no other follows because the answer says {@code Connection: close}. If a client keeps on
 * sending, it is read for a while and then disconnected: the reading thread is Jetty's, and every connection needs it.
 */
final class JettyDisconnect implements ClientDisconnect, Callback {
    private static final int PIECE = 1024;
    /** Room for one more whole request, which a client may have sent right after the first; see Jetty's requestHeaderSize. */
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

    /** Called when there is something to read: the end, or bytes that the client had no reason to send and that are dropped. */
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
