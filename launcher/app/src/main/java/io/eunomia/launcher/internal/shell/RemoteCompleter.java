package io.eunomia.launcher.internal.shell;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes words by asking the daemon; file names are completed on this side. */
record RemoteCompleter(ShellConnection connection) implements Completer {

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        List<String> words = line.words().subList(0, Math.min(line.wordIndex() + 1, line.words().size()));
        List<String> answer = connection.complete(words);
        if (answer.isEmpty()) {
            return;
        }
        for (String word : answer.subList(1, answer.size())) {
            // After NAME= comes a value, and not a blank.
            candidates.add(new Candidate(word, word, null, null, null, null, !word.endsWith("=")));
        }
        if (Boolean.parseBoolean(answer.get(0))) {
            files(line.word().substring(0, line.wordCursor()), candidates);
        }
    }

    /** Offers the files in the folder that the word names so far. */
    private static void files(String word, List<Candidate> candidates) {
        String folder = word.substring(0, word.lastIndexOf('/') + 1);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of(folder.isEmpty() ? "." : folder))) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                boolean inside = Files.isDirectory(entry);
                candidates.add(new Candidate(folder + name + (inside ? "/" : ""), name + (inside ? "/" : ""), null, null,
                        null, null, !inside));
            }
        } catch (IOException | DirectoryIteratorException | InvalidPathException e) {
            // There is no such folder, or this user may not read it: there is nothing to offer.
            return;
        }
    }
}
