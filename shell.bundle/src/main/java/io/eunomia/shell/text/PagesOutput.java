package io.eunomia.shell.text;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Shows pages on a terminal, one in the place of the other: each begins with a form feed, in whose place the terminal is cleared.
 * Lines below the last one of the terminal are left out, so that nothing scrolls. What follows the pages is written below the last one,
 * where the cursor is at any time. Owns nothing; confined to one thread.
 */
public final class PagesOutput extends OutputStream {
    private static final byte[] CLEAR = "\u001b[H\u001b[J".getBytes(StandardCharsets.US_ASCII);

    private final OutputStream out;
    private final int most;
    private int lines;

    /** @param height lines of the terminal; 0 if that is not known */
    public PagesOutput(OutputStream out, int height) {
        this.out = out;
        // One line stays free, for the cursor.
        this.most = height < 2 ? Integer.MAX_VALUE : height - 1;
    }

    @Override
    public void write(int oneByte) throws IOException {
        write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        int begin = from;
        for (int i = from; i < from + count; i++) {
            if (bytes[i] == '\f') {
                part(bytes, begin, i);
                out.write(CLEAR);
                lines = 0;
                begin = i + 1;
            } else if (bytes[i] == '\n') {
                part(bytes, begin, i + 1);
                lines++;
                begin = i + 1;
            } else if (bytes[i] == '#' && i == begin && lines >= most) {
                // The notice that tells the end is shown in any case.
                lines = most - 1;
            }
        }
        part(bytes, begin, from + count);
    }

    private void part(byte[] bytes, int from, int to) throws IOException {
        if (lines < most) {
            out.write(bytes, from, to - from);
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }
}
