package io.eunomia.runtime.internal.export;

import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.display.DisplayInfo;
import io.eunomia.runtime.export.DisplayExport;
import io.eunomia.runtime.export.Export;
import io.eunomia.runtime.export.ExportHandler;
import io.eunomia.runtime.internal.format.PlainTextFormat;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Exports as {@code plain_text}: columns for people on standard output. Setting: {@code fields}. */
@Component(service = ExportHandler.class, property = {ExportHandler.NAME + "=plain_text", "eunomia.export.builtin=true"})
public final class PlainTextHandler implements ExportHandler {
    private final StandardOutput output;

    @Activate
    public PlainTextHandler(@Reference StandardOutput output) {
        this.output = output;
    }

    @Override
    public Export open(Tracker tracker, Map<String, String> settings) {
        return ConsoleExport.open(new PlainTextFormat(), tracker, settings, output);
    }

    @Override
    public DisplayExport openDisplays(Tracker tracker, List<DisplayInfo> displays, Map<String, String> settings) {
        return ConsoleReadings.open("plain_text", displays, settings, output);
    }
}
