package io.eunomia.runtime.control;

import java.io.IOException;
import java.io.OutputStream;

/** Events in the form that was asked for, as they come. One thread writes them; any may close. */
public interface EventFlow extends AutoCloseable {

    /**
     * Writes events until one of the bounds is reached or the tracker's stream ends; the last notice tells which.
     *
     * @param out not closed
     * @throws IOException when the output fails, for instance because nobody reads it any more
     */
    void writeTo(OutputStream out) throws IOException, InterruptedException;

    @Override
    void close();
}
