package io.eunomia.runtime.internal.export;

import io.eunomia.runtime.display.DisplayFormat;
import io.eunomia.runtime.display.DisplayInfo;
import io.eunomia.runtime.display.DisplayReading;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.export.DisplayExport;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Writes readings of displays to standard output in one format. */
final class ConsoleReadings implements DisplayExport {
    private static final int BUFFER_BYTES = 1 << 12;

    private final DisplayFormat format;
    private final StandardOutput output;
    private final Utf8Sink buffer = new Utf8Sink(BUFFER_BYTES);
    private boolean first = true;

    private ConsoleReadings(DisplayFormat format, StandardOutput output) {
        this.format = format;
        this.output = output;
    }

    /** Opens the export. @throws io.eunomia.runtime.TrackerException when there are settings, or the format does not fit */
    static DisplayExport open(String name, List<DisplayInfo> displays, Map<String, String> settings, StandardOutput output) {
        new Settings(name, settings).checkAllKnown();
        return new ConsoleReadings(ReadingFormats.of(name, name, displays), output);
    }

    @Override
    public void reading(DisplayReading reading) throws IOException {
        buffer.clear();
        reading.write(format, ReadingFormats.WIDTH, first, buffer);
        output.write(buffer.array(), buffer.length());
        first = false;
    }

    @Override
    public void close() {
        // Each reading was written at once.
    }
}
