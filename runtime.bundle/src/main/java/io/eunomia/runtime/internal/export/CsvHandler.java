package io.eunomia.runtime.internal.export;

import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.display.DisplayInfo;
import io.eunomia.runtime.export.DisplayExport;
import io.eunomia.runtime.export.Export;
import io.eunomia.runtime.export.ExportHandler;
import io.eunomia.runtime.internal.format.CsvFormat;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Exports as {@code csv}: comma-separated values on standard output. Setting: {@code fields}. */
@Component(service = ExportHandler.class, property = {ExportHandler.NAME + "=csv", "eunomia.export.builtin=true"})
public final class CsvHandler implements ExportHandler {
    private final StandardOutput output;

    @Activate
    public CsvHandler(@Reference StandardOutput output) {
        this.output = output;
    }

    @Override
    public Export open(Tracker tracker, Map<String, String> settings) {
        return ConsoleExport.open(new CsvFormat(), tracker, settings, output);
    }

    @Override
    public DisplayExport openDisplays(Tracker tracker, List<DisplayInfo> displays, Map<String, String> settings) {
        return ConsoleReadings.open("csv", displays, settings, output);
    }
}
