package io.eunomia.shell.text;

import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Utf8Sink;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Shows a stream in the form in which its format wrote it, and notices how it ends. For CSV the events go to the output and
 * the notices to the messages, so that the output is a table; other formats carry notices in a form of their own. Owns
 * nothing; confined to one thread.
 */
public final class EventOutput extends OutputStream {
    private static final String CSV_TITLES = "@notice,";
    /** Holds the start of a notice of the end with the longest reason; a longer line is no such notice. */
    private static final int HEAD_BYTES = 64;

    private final OutputFormat format;
    private final boolean csv;
    private final OutputStream out;
    private final PrintStream messages;
    private final byte[] head = new byte[HEAD_BYTES];
    private int headLength;
    /** Of CSV: the row that is not whole yet, and the rows of events that are written together. */
    private final Utf8Sink line = new Utf8Sink(256);
    private final Utf8Sink rows = new Utf8Sink(256);
    private Notice.End end;

    public EventOutput(OutputFormat format, OutputStream out, PrintStream messages) {
        this.format = format;
        this.csv = format.equals(OutputFormat.CSV);
        this.out = out;
        this.messages = messages;
    }

    /** The reason why no more events follow; empty until the stream has told it. */
    public Optional<Notice.End> end() {
        return Optional.ofNullable(end);
    }

    @Override
    public void write(int oneByte) throws IOException {
        write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        if (!csv) {
            out.write(bytes, from, count);
        }
        int begin = from;
        for (int i = from; i < from + count; i++) {
            if (bytes[i] == '\n') {
                lineEnds(bytes, begin, i + 1);
                begin = i + 1;
            } else if (headLength < HEAD_BYTES) {
                head[headLength++] = bytes[i];
            }
        }
        if (csv) {
            line.put(bytes, begin, from + count - begin);
            rows.writeTo(out);
            rows.clear();
        }
    }

    private void lineEnds(byte[] bytes, int from, int to) {
        String start = headLength == 0 || !format.tellsEnd() ? "" : after(format.endMark());
        if (!start.isEmpty()) {
            end = named(start);
        }
        if (csv) {
            line.put(bytes, from, to - from);
            row();
            line.clear();
        }
        headLength = 0;
    }

    /** The rest of the line after the given ASCII beginning, as far as kept; empty when the line begins otherwise. */
    private String after(String beginning) {
        int skipped = csv && head[0] == '"' ? 1 : 0;
        if (headLength < skipped + beginning.length()) {
            return "";
        }
        // Every event comes by here: no text is made of one.
        for (int i = 0; i < beginning.length(); i++) {
            if (head[skipped + i] != beginning.charAt(i)) {
                return "";
            }
        }
        int rest = skipped + beginning.length();
        return new String(head, rest, headLength - rest, StandardCharsets.UTF_8);
    }

    private static Notice.End named(String start) {
        return Arrays.stream(Notice.End.values())
                .filter(each -> start.startsWith(each.label()) && start.length() > each.label().length()
                        && !Character.isLetter(start.charAt(each.label().length())))
                .findFirst().orElse(null);
    }

    /** Shows a row without its first column, which is the column of notices. */
    private void row() {
        if (line.array()[0] == ',') {
            rows.put(line.array(), 1, line.length() - 1);
            return;
        }
        String text = line.toString();
        if (text.startsWith(CSV_TITLES)) {
            rows.put(line.array(), CSV_TITLES.length(), line.length() - CSV_TITLES.length());
        } else {
            messages.println("# " + notice(text));
        }
    }

    /** The text of a notice, which is the only value of its row. */
    private static String notice(String row) {
        String value = row.stripTrailing().replaceAll(",*$", "");
        return value.startsWith("\"") && value.endsWith("\"") ? value.substring(1, value.length() - 1).replace("\"\"", "\"")
                : value;
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }
}
