package io.eunomia.shell.options;

import io.eunomia.runtime.StartOptions.ExportRequest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Reads from a command's words where a tracker's events go besides. Confined to one thread, as the command is. */
public final class ExportOption {
    @Option(names = "--export", paramLabel = "HANDLER[:SETTING=VALUE,...]", converter = Converter.class,
            completionCandidates = Handlers.class,
            description = "Sends the events to an export handler: plain_text, json, csv, file, log; may be repeated, and handlers"
                    + " without settings may be listed: json,csv. Settings follow a colon: file:path=/var/log/x.json,rotate=10m,"
                    + "keep=5; a comma inside a value is written \\,.")
    private List<Given> exports = new ArrayList<>();

    public List<ExportRequest> requests() {
        return exports.stream().flatMap(given -> given.exports().stream()).toList();
    }

    /** The value of one option, which may list several exports. */
    private record Given(List<ExportRequest> exports) {
    }

    /** Used by picocli. */
    static final class Converter implements ITypeConverter<Given> {
        @Override
        public Given convert(String text) {
            try {
                return new Given(ExportRequest.parse(text));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** Names the handlers that come with the runtime, for completion. */
    static final class Handlers implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("plain_text", "json", "csv", "file", "log").iterator();
        }
    }
}
