package io.eunomia.http.internal;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Reads bodies within bounds of size and time. */
final class BodyReader {
    private static final int PIECE = 1 << 14;
    private static final Duration MOST_TIME = Duration.ofSeconds(30);
    private static final Duration MOST_TIME_TO_DISCARD = Duration.ofSeconds(5);

    private final long limit;

    /** @param limit most bytes of a body */
    BodyReader(long limit) {
        this.limit = limit;
    }

    byte[] read(HttpServletRequest request) throws IOException {
        long announced = request.getContentLengthLong();
        if (announced > limit) {
            throw tooLarge(announced + " bytes");
        }
        long deadline = System.nanoTime() + MOST_TIME.toNanos();
        ByteArrayOutputStream body = new ByteArrayOutputStream((int) Math.max(PIECE, announced));
        byte[] piece = new byte[PIECE];
        ServletInputStream in = request.getInputStream();
        for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
            body.write(piece, 0, count);
            if (body.size() > limit) {
                throw tooLarge("more than " + limit + " bytes");
            }
            if (System.nanoTime() > deadline) {
                throw new HttpProblem(408, "too-slow", "the body did not come within " + MOST_TIME.toSeconds() + " s")
                        .header("Connection", "close");
            }
        }
        return body.toByteArray();
    }

    private HttpProblem tooLarge(String size) {
        return new HttpProblem(413, "too-large", "the body has " + size)
                .hint("at most " + limit + " are taken; eunomia.limit.body_bytes raises that")
                .header("Connection", "close");
    }

    /**
     * Throws away what is still coming after an answer was sent. Without this the connection would be reset while
     * the client is still writing, and the client would lose the answer.
     */
    static void discard(HttpServletRequest request) {
        long deadline = System.nanoTime() + MOST_TIME_TO_DISCARD.toNanos();
        byte[] piece = new byte[PIECE];
        try {
            InputStream in = request.getInputStream();
            while (in.read(piece) >= 0 && System.nanoTime() < deadline) {
                // Nothing is kept.
            }
        } catch (IOException e) {
            // The client has gone, which is as good as having stopped sending.
        }
    }
}
