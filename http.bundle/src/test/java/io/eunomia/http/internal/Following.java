package io.eunomia.http.internal;

import io.eunomia.http.internal.RawRequest.Reply;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A stream whose head has been read. */
final class Following implements AutoCloseable {
    private final Socket socket;
    private final String head;
    private final InputStream in;
    private final ChunkedBody chunks;

    Following(Socket socket) throws Exception {
        this.socket = socket;
        InputStream raw = new BufferedInputStream(socket.getInputStream());
        StringBuilder lines = new StringBuilder();
        for (String line = Reply.line(raw); !line.isEmpty(); line = Reply.line(raw)) {
            lines.append(line).append('\n');
        }
        head = lines.toString();
        chunks = head.contains("Transfer-Encoding: chunked") ? new ChunkedBody(raw) : null;
        in = chunks != null ? chunks : raw;
    }

    Socket socket() {
        return socket;
    }

    String head() {
        return head;
    }

    String line() throws Exception {
        return Reply.line(in);
    }

    List<String> lines(int count) throws Exception {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(line());
        }
        return lines;
    }

    /** Whether its framing has come to its end: it did not break off. */
    boolean whole() {
        return chunks != null && chunks.whole();
    }

    List<String> rest() throws Exception {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
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
