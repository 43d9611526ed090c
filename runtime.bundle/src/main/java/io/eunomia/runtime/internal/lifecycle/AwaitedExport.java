package io.eunomia.runtime.internal.lifecycle;

import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.EventFormats;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.export.Export;
import io.eunomia.runtime.export.ExportHandler;
import io.eunomia.runtime.internal.export.RegisteredHandlers;
import io.eunomia.runtime.internal.export.RegisteredHandlers.Registered;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Bundle;

/**
 * An export whose handler or format is a component of the tracker's own bundle. Nobody says whether the component runtime or
 * this one is told first that the bundle has started, so they may come only after the tracker. Its thread waits for them at
 * the first event; the events wait in the subscription's buffer. One thread at a time.
 */
final class AwaitedExport implements Export {
    private static final Duration MOST = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(5);
    private static final int MOST_DESCRIPTOR_BYTES = 1 << 16;

    private final RegisteredHandlers handlers;
    private final EventFormats formats;
    private final String name;
    private final Tracker tracker;
    private final Map<String, String> settings;
    private Optional<Registered> handler = Optional.empty();
    private Export export;
    /** Waited for once: one that has not come within the time may come later, without keeping each event waiting. */
    private Duration wait = MOST;

    AwaitedExport(RegisteredHandlers handlers, EventFormats formats, String name, Tracker tracker, Map<String, String> settings) {
        this.handlers = handlers;
        this.formats = formats;
        this.name = name;
        this.tracker = tracker;
        this.settings = settings;
    }

    /**
     * Tells whether one of the bundle's components has all of these values in its descriptor: a property and the name that it
     * gives, or an interface.
     */
    static boolean isDeclared(Bundle bundle, String... values) {
        String descriptors = bundle.getHeaders("").get("Service-Component");
        for (String path : descriptors == null ? new String[0] : descriptors.split(",")) {
            String text = text(bundle.getEntry(path.strip()));
            if (Arrays.stream(values).allMatch(value -> text.contains('"' + value + '"'))) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether an export asks for a format that nobody brings yet. */
    static boolean isComing(EventFormats formats, Map<String, String> settings) {
        String format = settings.get(ExportHandler.FORMAT);
        return format != null && formats.find(format).isEmpty();
    }

    private static String text(URL descriptor) {
        if (descriptor == null) {
            return "";
        }
        try (InputStream in = descriptor.openStream()) {
            return new String(in.readNBytes(MOST_DESCRIPTOR_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private Export opened() throws IOException {
        if (export == null) {
            handler = came();
            ExportHandler found = handler.map(Registered::get).orElseThrow(() -> new IOException("the export handler \"" + name
                    + "\" of the tracker's own bundle has not come within " + MOST.toSeconds() + " s"));
            export = found.open(tracker, settings);
        }
        return export;
    }

    /** Waits for both; a format that does not come is refused by the handler, which knows how to say so. */
    private Optional<Registered> came() throws IOException {
        try {
            long end = System.nanoTime() + wait.toNanos();
            Optional<Registered> found = handlers.await(name, wait);
            while (isComing(formats, settings) && System.nanoTime() < end) {
                Thread.sleep(LOOK.toMillis());
            }
            wait = Duration.ofMillis(1);
            return found;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void event(EventView event) {
        try {
            opened().event(event);
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public void notice(Notice notice) {
        if (export != null) {
            export.notice(notice);
        }
    }

    @Override
    public void flush() throws IOException {
        if (export != null) {
            export.flush();
        }
    }

    @Override
    public Optional<EventFormat> format() {
        return export == null ? Optional.empty() : export.format();
    }

    @Override
    public Optional<Arrivals> arrivals() {
        return export == null ? Optional.empty() : export.arrivals();
    }

    @Override
    public void close() throws IOException {
        try {
            if (export != null) {
                export.close();
            }
        } finally {
            handler.ifPresent(Registered::release);
        }
    }
}
