package io.eunomia.bench.host;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * One kept connection to the daemon, as thin as it can be: a client of the JDK would add threads and a millisecond of
 * its own to what is measured. Confined to one thread.
 */
public final class Api implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 60_000;

    /** An answer. */
    public record Reply(int status, String body) {
        public Map<String, Object> json() {
            try {
                return JSON.std.mapFrom(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** @throws IllegalStateException when it is no good answer */
        public Reply good() {
            if (status < 200 || status > 299) {
                throw new IllegalStateException("HTTP " + status + ": " + body);
            }
            return this;
        }
    }

    private final Socket socket;
    private final InputStream in;
    private final String token;

    Api(int port, String token) {
        this.token = token;
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Reply get(String path) {
        return ask("GET", path, new byte[0]);
    }

    /** A package, or nothing. */
    public Reply post(String path, byte[] body) {
        return ask("POST", path, body);
    }

    public Reply put(String path, byte[] body) {
        return ask("PUT", path, body);
    }

    public Reply delete(String path) {
        return ask("DELETE", path, new byte[0]);
    }

    private Reply ask(String method, String path, byte[] body) {
        try {
            send(method, path, body);
            int status = status();
            Body answer = new Body(in, headers(), status == 204);
            return new Reply(status, new String(answer.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(method + ' ' + path, e);
        }
    }

    /** Begins a stream; the connection serves nothing else from now on. */
    public InputStream stream(String path) {
        try {
            send("GET", path, new byte[0]);
            int status = status();
            Body body = new Body(in, headers(), false);
            if (status != 200) {
                throw new IllegalStateException("HTTP " + status + ": " + new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }

    private void send(String method, String path, byte[] body) throws IOException {
        byte[] head = (method + ' ' + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/octet-stream\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        socket.getOutputStream().write(all);
    }

    private int status() throws IOException {
        return Integer.parseInt(Body.line(in).split(" ")[1]);
    }

    /** @return length of the body as {@link Body} takes it */
    private long headers() throws IOException {
        long length = Body.OPEN;
        for (String line = Body.line(in); !line.isEmpty(); line = Body.line(in)) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Long.parseLong(lower.substring(15).strip());
            } else if (lower.startsWith("transfer-encoding:") && lower.contains("chunked")) {
                length = Body.CHUNKS;
            }
        }
        return length;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
