package io.eunomia.runtime.metric;

import java.io.IOException;
import java.io.OutputStream;
import org.osgi.annotation.versioning.ConsumerType;

/** Writes all metrics of the runtime as text that a collector asks for; a whiteboard service, which HTTP serves as {@code /metrics}. Any thread. */
@ConsumerType
public interface MetricsPage {

    /** Returns the media type of what is written for an {@code Accept} header. @param accept null for none */
    String mediaType(String accept);

    /** Writes the metrics of now. @param accept as for {@link #mediaType} */
    void write(String accept, OutputStream out) throws IOException;
}
