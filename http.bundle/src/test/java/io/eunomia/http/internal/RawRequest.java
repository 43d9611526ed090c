package io.eunomia.http.internal;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A request written byte by byte: the JDK's client would not send the headers that attacks are made of. */
final class RawRequest {
    private static final int TIMEOUT_MILLIS = 20_000;

    private final int port;
    private final String line;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private byte[] body = new byte[0];

    RawRequest(int port, String method, String path) {
        this.port = port;
        this.line = method + ' ' + path + " HTTP/1.1\r\n";
        headers.put("Host", "127.0.0.1:" + port);
        headers.put("Connection", "close");
    }

    RawRequest header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    RawRequest body(String mediaType, byte[] content) {
        body = content;
        headers.putIfAbsent("Content-Length", Integer.toString(content.length));
        return header("Content-Type", mediaType);
    }

    RawRequest json(String content) {
        return body("application/json", content.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    Reply send() throws IOException {
        try (Socket socket = open()) {
            return new Reply(socket);
        }
    }

    /** @return the connection after the request was written; the caller's to close */
    Socket open() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        StringBuilder head = new StringBuilder(line);
        headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        OutputStream out = socket.getOutputStream();
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
        out.flush();
        return socket;
    }

    /** An answer, read whole. */
    static final class Reply {
        final int status;
        final Map<String, String> headers = new TreeMap<>();
        final String body;

        Reply(Socket socket) throws IOException {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            status = readHead(in);
            body = new String(chunked() ? readChunks(in) : readPlain(in), StandardCharsets.UTF_8);
        }

        private int readHead(InputStream in) throws IOException {
            String first = line(in);
            for (String header = line(in); !header.isEmpty(); header = line(in)) {
                String[] parts = header.split(": *", 2);
                headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
            }
            return Integer.parseInt(first.split(" ")[1]);
        }

        private boolean chunked() {
            return "chunked".equals(headers.get("transfer-encoding"));
        }

        private byte[] readPlain(InputStream in) throws IOException {
            String length = headers.get("content-length");
            return length == null ? in.readAllBytes() : in.readNBytes(Integer.parseInt(length));
        }

        private static byte[] readChunks(InputStream in) throws IOException {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
                body.write(in.readNBytes(size));
                line(in);
            }
            return body.toByteArray();
        }

        static String line(InputStream in) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    throw new IOException("the answer ended after \"" + bytes + '"');
                }
                bytes.write(next);
            }
            return bytes.toString(StandardCharsets.UTF_8).stripTrailing();
        }

        Map<String, Object> json() throws IOException {
            return JSON.std.mapFrom(body);
        }
    }
}
