package io.eunomia.runtime.event;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/** Takes text that goes to one reader. Confined to one thread. */
@ConsumerType
public interface TextOutput {

    /** Writes all of {@code text}, or keeps it until {@link #flush}. */
    void write(ByteBuffer text) throws IOException;

    void flush() throws IOException;

    /** Writes to a stream, which stays the caller's. */
    static TextOutput to(OutputStream out) {
        return new TextOutput() {
            @Override
            public void write(ByteBuffer text) throws IOException {
                if (text.hasArray()) {
                    out.write(text.array(), text.arrayOffset() + text.position(), text.remaining());
                    return;
                }
                byte[] copy = new byte[text.remaining()];
                text.get(copy);
                out.write(copy);
            }

            @Override
            public void flush() throws IOException {
                out.flush();
            }
        };
    }
}
