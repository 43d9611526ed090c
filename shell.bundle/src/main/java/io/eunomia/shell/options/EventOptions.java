package io.eunomia.shell.options;

import io.eunomia.runtime.control.EventRequest;
import io.eunomia.runtime.event.EventDrain.Bounds;
import io.eunomia.runtime.view.Durations;
import io.eunomia.shell.text.OutputFormat;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Reads from a command's words which events it shows, and how. Confined to one thread, as the command is. */
public final class EventOptions {
    @Option(names = {"-o", "--output"}, paramLabel = "FORMAT", defaultValue = "plain", converter = Format.class,
            completionCandidates = Formats.class,
            description = "plain, json, csv, or a format that a bundle brings; run has collapsed and svg for stacks; default ${DEFAULT-VALUE}.")
    private OutputFormat format;

    @Option(names = "--filter", paramLabel = "FILTER", defaultValue = "",
            description = "Shows only events that match: 'pid > 100 && comm != \"bash\"', or LDAP, '(&(comm=bash*)(pid>=100))'; in quotes.")
    private String filter;

    @Option(names = "--fields", paramLabel = "NAME", split = ",", description = "Fields to show, in this order.")
    private List<String> fields = List.of();

    @Option(names = "--enrich", paramLabel = "NAME", split = ",", completionCandidates = Enrichers.class,
            description = "Adds the fields of these enrichers: user, host, or one that a bundle brings.")
    private List<String> enrich = List.of();

    @Option(names = "--limit", paramLabel = "N", defaultValue = "0", converter = Limit.class, description = "Ends after N events.")
    private long limit;

    @Option(names = "--duration", paramLabel = "TIME", converter = Time.class,
            description = "Ends after this time: 500ms, 10s, 2m.")
    private Duration duration;

    public OutputFormat format() {
        return format;
    }

    public Bounds bounds() {
        return new Bounds(limit, duration);
    }

    /** Returns what is asked for. @param otherwise the limit that holds when none is given; 0 for none */
    public EventRequest request(long otherwise) {
        return new EventRequest(format.formatName(), filter, fields == null ? List.of() : fields,
                new Bounds(limit > 0 ? limit : otherwise, duration)).enriched(enrich == null ? List.of() : enrich);
    }

    /** Tells whether a stream of events ends by itself. */
    public static boolean bounded(EventRequest request) {
        return request.bounds().events() > 0 || request.bounds().duration().compareTo(Bounds.LONGEST) < 0;
    }

    /** Names the enrichers that come with the runtime, for completion. */
    static final class Enrichers implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("user", "host").iterator();
        }
    }

    /** Used by picocli. */
    static final class Format implements ITypeConverter<OutputFormat> {
        @Override
        public OutputFormat convert(String text) {
            return OutputFormat.labelled(text);
        }
    }

    /** Used by picocli. */
    static final class Formats implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return OutputFormat.OWN.stream().map(OutputFormat::label).iterator();
        }
    }

    /** Used by picocli. */
    static final class Limit implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            if (text.matches("[0-9]{1,18}")) {
                return Long.valueOf(text);
            }
            throw new TypeConversionException(text + ": a whole number from 0 is expected; 0, or nothing, for no limit");
        }
    }

    /** Used by picocli. */
    static final class Time implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                return Durations.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
