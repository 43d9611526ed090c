package io.eunomia.runtime.internal.export;

import io.eunomia.runtime.display.DisplayFormat;
import io.eunomia.runtime.display.DisplayReading;
import io.eunomia.runtime.export.DisplayExport;
import java.io.IOException;

/** Writes readings of displays to a rotating file, each at once. */
final class FileReadings implements DisplayExport {
    private final FileLines lines;
    private final DisplayFormat format;

    FileReadings(FileLines lines, DisplayFormat format) {
        this.lines = lines;
        this.format = format;
    }

    @Override
    public void reading(DisplayReading reading) throws IOException {
        boolean first = lines.isFirst();
        int start = lines.sink().length();
        reading.write(format, ReadingFormats.WIDTH, first, lines.sink());
        if (lines.moved(start)) {
            reading.write(format, ReadingFormats.WIDTH, true, lines.sink());
        }
        lines.added(1);
        lines.flush();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
