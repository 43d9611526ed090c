package io.eunomia.runtime.export;

import io.eunomia.runtime.display.DisplayReading;
import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An open export of displays: receives their readings, each with the first sums since the one before for a drained display. The
 * last reading of a display is marked so ({@link DisplayReading#last}). One thread at a time.
 */
@ConsumerType
public interface DisplayExport extends AutoCloseable {

    /** Takes a reading. @throws IOException when the destination fails; the reading is then lost, which is logged */
    void reading(DisplayReading reading) throws IOException;

    @Override
    void close() throws IOException;
}
