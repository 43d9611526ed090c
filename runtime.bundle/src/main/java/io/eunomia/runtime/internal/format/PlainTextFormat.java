package io.eunomia.runtime.internal.format;

import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.internal.text.LocalZone;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Writes columns for people: the time of day first, then, if there are several streams, the stream, then the fields.
 * Numbers are aligned right, text left; text that is wider than its column is cut, numbers and addresses never are; the
 * last column is as wide as it needs to be. If the caller names fields, only those are written. The titles are written
 * again whenever the stream changes. Where lines have to fit, columns are made narrower first, text before numbers, paths are cut in
 * their middle, and what still does not fit is cut off. Notices are lines that begin with {@code #}, as no event does.
 */
@Component(service = EventFormat.class)
public final class PlainTextFormat implements EventFormat {
    private static final int LEAST_WIDTH = 20;

    private final LocalZone zone = LocalZone.system();
    private final int width;

    @Activate
    public PlainTextFormat() {
        this(0);
    }

    /** @param width columns that a line may take; 0 for no bound */
    private PlainTextFormat(int width) {
        this.width = width;
    }

    @Override
    public String name() {
        return "plain_text";
    }

    @Override
    public String mediaType() {
        return "text/plain";
    }

    @Override
    public Writer newWriter(List<EventSchema> streams, List<String> fields) {
        return new PlainTextWriter(new Selection(streams, fields, true), streams, zone, width);
    }

    @Override
    public EventFormat fitted(int columns) {
        return columns <= 0 ? this : new PlainTextFormat(Math.max(LEAST_WIDTH, columns));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PlainTextFormat format && format.width == width;
    }

    @Override
    public int hashCode() {
        return width;
    }
}
