package io.eunomia.example.opens;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.export.Export;
import io.eunomia.runtime.export.ExportHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Component;

/**
 * Keeps a file up to date that says how many files were opened in each folder. {@code --export folders:path=FILE} asks for
 * it, in whichever face.
 */
@Component(property = ExportHandler.NAME + "=folders")
public final class FoldersHandler implements ExportHandler {

    @Override
    public Export open(Tracker tracker, Map<String, String> settings) {
        String path = settings.get("path");
        if (path == null || settings.size() > 1) {
            throw new TrackerException(Failure.of(FailureKind.BAD_REQUEST, "the export handler folders has one setting, path",
                    "--export folders:path=/tmp/folders"));
        }
        return new Folders(Path.of(path));
    }

    /** One thread at a time. */
    private static final class Folders implements Export {
        private final Path file;
        private final Map<String, Integer> opens = new TreeMap<>();

        Folders(Path file) {
            this.file = file;
        }

        @Override
        public void event(EventView event) {
            String path = Open.of(event).path();
            opens.merge(path.substring(0, Math.max(0, path.lastIndexOf('/'))), 1, Integer::sum);
        }

        @Override
        public void notice(Notice notice) {
            // The ledger tells what was lost.
        }

        @Override
        public void flush() throws IOException {
            Files.writeString(file, opens.entrySet().stream().map(folder -> folder.getValue() + " " + folder.getKey() + '\n')
                    .collect(Collectors.joining()));
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
