package io.eunomia.http.internal;

import java.io.IOException;
import java.io.InputStream;

/** A body in chunks (RFC 9112 section 7.1). Reads no byte behind what it is asked for. */
final class ChunkedBody extends InputStream {
    private final InputStream in;
    private int left;
    private boolean begun;
    private boolean whole;

    ChunkedBody(InputStream in) {
        this.in = in;
    }

    /** Whether the last chunk has come. */
    boolean whole() {
        return whole;
    }

    @Override
    public int read() throws IOException {
        if (left == 0 && (whole || !nextChunk())) {
            return -1;
        }
        left--;
        return in.read();
    }

    private boolean nextChunk() throws IOException {
        String size = line();
        if (begun && size.isEmpty()) {
            size = line();
        }
        begun = true;
        if (size.isEmpty()) {
            return false;
        }
        left = Integer.parseInt(size, 16);
        whole = left == 0;
        return !whole;
    }

    /** Empty at the end of the connection, too. */
    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int one = in.read(); one >= 0 && one != '\n'; one = in.read()) {
            line.append((char) one);
        }
        return line.toString().strip();
    }
}
