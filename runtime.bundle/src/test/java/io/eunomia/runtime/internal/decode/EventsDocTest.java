package io.eunomia.runtime.internal.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.decode.ValueLayout.BlobLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.IntegerLayout;
import io.eunomia.runtime.internal.filter.EventFilter;
import io.eunomia.runtime.internal.format.CsvFormat;
import io.eunomia.runtime.internal.format.JsonFormat;
import io.eunomia.runtime.internal.format.PlainTextFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/events.md says is what happens. */
class EventsDocTest {
    private static final Path DOC = Path.of("..", "docs", "events.md");
    private static final Path SOURCE = Path.of("src", "test", "bpf", "events_doc.bpf.c");
    private static final Pattern ROW = Pattern.compile("^\\| (`.*?`) \\| (.*?) \\|(?: (.*?) ?\\|)?$", Pattern.MULTILINE);

    private static final TestObject OBJECT = TestObject.named("events_doc");
    private static final CompiledSchema SCHEMA = OBJECT.factory().events("opens", Optional.empty());
    private static final RecordView SAMPLE = TestObject.view(SCHEMA, OBJECT.bytes("sample"));

    private static String doc() throws IOException {
        return Files.readString(DOC);
    }

    private static String block(String language) throws IOException {
        Matcher matcher = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(doc());
        assertThat(matcher.find()).as("a block of " + language).isTrue();
        return matcher.group(1);
    }

    private static List<String[]> rows(String section, String title) throws IOException {
        String text = doc();
        text = text.substring(text.indexOf(section));
        text = text.substring(text.indexOf(title));
        text = text.substring(0, text.indexOf("\n\n"));
        List<String[]> rows = new ArrayList<>();
        Matcher matcher = ROW.matcher(text);
        while (matcher.find()) {
            rows.add(new String[] {matcher.group(1), matcher.group(2), matcher.group(3)});
        }
        return rows;
    }

    @Test
    void the_struct_is_the_one_compiled_here() throws IOException {
        assertThat(Files.readString(SOURCE)).contains(block("c"));
        assertThat(SCHEMA.struct()).isEqualTo("open_event");
    }

    @Test
    void the_formats_write_what_is_shown() throws IOException {
        for (EventFormat format : List.of(new PlainTextFormat(), new JsonFormat(), new CsvFormat())) {
            EventFormat.Writer writer = format.newWriter(List.of(SCHEMA), List.of());
            Utf8Sink out = new Utf8Sink(16);
            writer.header(out);
            writer.event(SAMPLE, out);
            writer.notice(new Notice.KernelLost("opens", 12), out);
            // The time of day is local: the page shows UTC's.
            String written = out.toString().replace("\r\n", "\n")
                    .replaceAll("(?m)^\\d\\d:\\d\\d:\\d\\d\\.123", "22:13:20.123");
            assertThat(written).isEqualTo(block(format.name()));
        }
    }

    @Test
    void the_filters_match_as_listed() throws IOException {
        List<String[]> rows = rows("## Filters", "| filter | matches |");
        assertThat(rows).hasSizeGreaterThan(15);
        for (String[] row : rows) {
            String filter = row[0].substring(1, row[0].length() - 1).replace("\\|", "|");
            assertThat(EventFilter.parse(filter).compile(List.of(SCHEMA)).matches(SAMPLE)).as(filter)
                    .isEqualTo(row[1].equals("yes"));
        }
    }

    @Test
    void names_suggest_the_show_rules_listed() throws IOException {
        List<String[]> rows = rows("## How values are shown", "| name | C type | shown as |");
        assertThat(rows).hasSizeGreaterThan(12);
        for (String[] row : rows) {
            String type = row[1].replace("`", "");
            ValueLayout layout = type.equals("u8[16]") ? new BlobLayout(16)
                    : new IntegerLayout(Integer.parseInt(type.replaceAll("\\D", "")) / 8, type.startsWith("s"));
            List<String> typedefs = type.startsWith("__") ? List.of(type) : List.of();
            for (String name : row[0].replace("`", "").split(", ")) {
                Slot slot = new Slot(name, 0, 0, layout, type, typedefs, 0);
                assertThat(ShowRules.choose(slot, List.of(slot)).show().label()).as(name)
                        .isEqualTo(row[2].replace("`", ""));
            }
        }
    }

    @Test
    void every_show_rule_is_listed() throws IOException {
        String text = doc();
        Arrays.stream(ShowRule.values()).filter(one -> one != ShowRule.NONE && one != ShowRule.IP_OF_FAMILY
                        && one != ShowRule.TCP_STATE)
                .map(ShowRule::label).map(label -> label.replaceFirst("^duration_.*", "duration_ns"))
                .forEach(label -> assertThat(text).contains("`" + label + "`"));
    }
}
