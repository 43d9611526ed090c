package io.eunomia.launcher.internal.shell;

import io.eunomia.shell.complete.LocalPaths;
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

    private static void files(String word, List<Candidate> candidates) {
        for (String path : LocalPaths.beginningWith(word, false)) {
            boolean inside = path.endsWith("/");
            String shown = path.substring(path.lastIndexOf('/', path.length() - 2) + 1);
            candidates.add(new Candidate(path, shown, null, null, null, null, !inside));
        }
    }
}
