package io.eunomia.bench.host;

import java.io.IOException;
import java.io.InputStream;

/** The body of an HTTP answer: of a known length, in chunks, or up to the end of the connection (RFC 9112, section 6.3). */
final class Body extends InputStream {
    private final InputStream in;
    /** The length of one that comes in chunks. */
    static final long CHUNKS = -1;
    /** The length of one that ends with the connection. */
    static final long OPEN = Long.MAX_VALUE;

    private final boolean chunked;
    private long left;
    private boolean ended;
    private boolean first = true;

    /** @param length in bytes, {@link #CHUNKS} or {@link #OPEN} */
    Body(InputStream in, long length, boolean none) {
        this.in = in;
        chunked = length == CHUNKS && !none;
        left = Math.max(0, length);
        ended = none || length == 0;
    }

    static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the daemon closed the connection");
            }
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (left == 0 && !ended) {
            nextChunk();
        }
        if (ended) {
            return -1;
        }
        int got = in.read(bytes, offset, (int) Math.min(length, left));
        if (got < 0 && left > OPEN / 2) {
            ended = true;
            return -1;
        }
        if (got < 0) {
            throw new IOException("the daemon closed the connection");
        }
        left -= got;
        ended = left == 0 && !chunked;
        return got;
    }

    private void nextChunk() throws IOException {
        if (!first) {
            line(in);    // that of the chunk before
        }
        first = false;
        left = Long.parseLong(line(in), 16);
        if (left == 0) {
            line(in);
            ended = true;
        }
    }}
