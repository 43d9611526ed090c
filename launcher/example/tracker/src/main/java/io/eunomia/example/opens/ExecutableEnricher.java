package io.eunomia.example.opens;

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

/**
 * Adds {@code executable}, the file that the process {@code pid} runs, to events of any tracker. {@code --enrich executable} or
 * {@code --fields executable} asks for it, in whichever face.
 */
@Component(property = Enricher.NAME + "=executable")
public final class ExecutableEnricher implements Enricher {

    @Override
    public String needs() {
        return "a field pid";
    }

    @Override
    public List<Addition> additions(EventSchema stream) {
        return stream.field("pid").filter(pid -> pid.show().equals("pid"))
                .map(pid -> new Addition("executable", List.of(pid), List.of(new AddedField("executable", 24))))
                .map(List::of).orElse(List.of());
    }

    /** Fails for a process that has gone, or that may not be looked at: its executable is unknown. */
    @Override
    public String[] lookUp(Addition addition, Key key) throws IOException {
        return new String[] {Files.readSymbolicLink(Path.of("/proc/" + key.number(0) + "/exe")).toString()};
    }

    /** A process may run another program at any time. */
    @Override
    public Duration validity() {
        return Duration.ofMillis(500);
    }
}
