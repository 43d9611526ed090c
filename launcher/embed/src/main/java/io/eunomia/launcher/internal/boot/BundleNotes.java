package io.eunomia.launcher.internal.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repairs what Felix notes of each bundle in its store ({@code bundle12/bundle.info}, written by its BundleArchive): the
 * first line is the bundle's id, which the folder's name says as well. Felix believes the line, and of two bundles with one
 * id one silently replaces the other, so a damaged line is put right before the framework reads it.
 */
final class BundleNotes {
    private static final Logger LOG = LoggerFactory.getLogger(BundleNotes.class);
    private static final Pattern FOLDER = Pattern.compile("bundle([1-9]\\d*)");
    private static final String NOTE = "bundle.info";
    private static final int MOST_BYTES = 1 << 16;

    private final Path storage;

    BundleNotes(Path storage) {
        this.storage = storage;
    }

    void mend() {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(storage)) {
            for (Path folder : folders) {
                Matcher id = FOLDER.matcher(folder.getFileName().toString());
                if (id.matches()) {
                    mend(folder.resolve(NOTE), id.group(1));
                }
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be looked at: {}", storage, e.toString());
        }
    }

    private static void mend(Path note, String id) throws IOException {
        if (!Files.isRegularFile(note, LinkOption.NOFOLLOW_LINKS) || Files.size(note) > MOST_BYTES) {
            return;
        }
        // ISO 8859-1 makes each byte a character, so that other damage in the note stays what it is.
        String content = Files.readString(note, StandardCharsets.ISO_8859_1);
        int end = content.indexOf('\n');
        if (end >= 0 && !content.substring(0, end).equals(id)) {
            LOG.warn("{} is damaged: its bundle is {} again", note, id);
            Files.writeString(note, id + content.substring(end), StandardCharsets.ISO_8859_1);
        }
    }
}
