package io.eunomia.runtime.internal.enrich;

import io.eunomia.runtime.enrich.AddedField;
import io.eunomia.runtime.enrich.Addition;
import io.eunomia.runtime.enrich.Enricher;
import io.eunomia.runtime.enrich.Key;
import io.eunomia.runtime.event.EventSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** Adds {@code host}, the name of this host as this process sees it, for events of many hosts that come together somewhere. */
@Component(service = Enricher.class, property = Enricher.NAME + "=host")
public final class HostEnricher implements Enricher {
    // proc(5); it shows the name of the reader's UTS namespace.
    private static final Path NAME_FILE = Path.of("/proc/sys/kernel/hostname");
    private static final int WIDTH = 16;

    @Override
    public String needs() {
        return "nothing";
    }

    @Override
    public List<Addition> additions(EventSchema stream) {
        return List.of(new Addition("host", List.of(), List.of(new AddedField("host", WIDTH))));
    }

    @Override
    public String[] lookUp(Addition addition, Key key) throws IOException {
        return new String[] {Files.readString(NAME_FILE).strip()};
    }

    @Override
    public Duration validity() {
        return Duration.ofSeconds(10);
    }
}
