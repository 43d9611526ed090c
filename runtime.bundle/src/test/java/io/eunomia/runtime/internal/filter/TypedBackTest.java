package io.eunomia.runtime.internal.filter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.Field;
import io.eunomia.runtime.event.FieldKind;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.decode.CompiledSchema;
import io.eunomia.runtime.internal.decode.RecordView;
import io.eunomia.runtime.internal.decode.TestObject;
import io.eunomia.runtime.internal.format.CsvFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is shown of an event, in JSON, CSV or plain text, is typed into a filter, in both syntaxes: the event matches.
 * For every field of every struct of layouts.bpf.c, as the compiler filled it and with random bytes.
 */
class TypedBackTest {
    private static final TestObject OBJECT = TestObject.named("layouts");
    private static final int RECORDS = 150;
    private static final String BARE = "[A-Za-z0-9_.:/+|-]+|[0-9.]+ [a-zA-Z]+";

    @ParameterizedTest
    @ValueSource(strings = {"everything", "bits", "squeezed", "shown", "guessed", "lists"})
    void what_is_shown_matches_when_it_is_typed_back(String struct) throws IOException {
        CompiledSchema schema = OBJECT.schema(struct);
        byte[] bytes = OBJECT.bytes(struct);
        Random random = new Random(struct.hashCode());
        for (int round = 0; round < RECORDS; round++) {
            RecordView record = TestObject.view(schema, bytes);
            Map<String, String> cells = csv(schema, record);
            for (Field field : schema.fields()) {
                matches(record, field, "plain", record.text(field.index()));
                matches(record, field, "JSON", plain(TestObject.json(record, field.name())));
                String cell = cells.get(field.name());
                boolean text = field.kind() == FieldKind.TEXT;
                matches(record, field, "CSV", text ? plain('"' + cell.replace("\"", "\\\"") + '"') : cell);
                if (text) {
                    matches(record, field.name() + " == \"" + cell.replace("\"", "\\\"") + '"', "CSV as it stands");
                }
            }
            mutate(bytes, random);
        }
    }

    /** Small values, extremes and noise, so that names, zeros and units all occur. */
    private static void mutate(byte[] bytes, Random random) {
        for (int i = 0; i < bytes.length; i++) {
            switch (random.nextInt(6)) {
                case 0 -> bytes[i] = 0;
                case 1 -> bytes[i] = (byte) random.nextInt(32);
                case 2 -> bytes[i] = (byte) 0xff;
                case 3 -> bytes[i] = (byte) random.nextInt();
                case 4 -> bytes[i] = (byte) ('a' + random.nextInt(26));
                default -> { }
            }
        }
    }

    private static String plain(String json) throws IOException {
        return json.startsWith("\"") ? (String) JSON.std.anyFrom(json) : json;
    }

    private static Map<String, String> csv(CompiledSchema schema, RecordView record) {
        EventFormat.Writer writer = new CsvFormat().newWriter(List.of(schema), List.of());
        Utf8Sink out = new Utf8Sink(1024);
        writer.header(out);
        writer.event(record, out);
        String[] lines = out.toString().split("\r\n");
        List<String> names = cells(lines[0]);
        List<String> values = cells(lines[1]);
        Map<String, String> row = new java.util.HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            row.put(names.get(i), values.get(i));
        }
        return row;
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char one = line.charAt(i);
            if (one == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append('"');
                i++;
            } else if (one == '"') {
                quoted = !quoted;
            } else if (one == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(one);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    private static void matches(RecordView record, Field field, String where, String shown) {
        List<String> filters = new ArrayList<>(List.of(
                "(" + field.name() + '=' + shown.replace("\\", "\\5c").replace("(", "\\28").replace(")", "\\29")
                        .replace("*", "\\2a").replaceFirst("^=", "\\\\3d") + ')',
                field.name() + " == \"" + shown.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")
                        + '"'));
        if (shown.matches(BARE) && !shown.contains("||")) {
            filters.add(field.name() + " == " + shown);
        }
        for (String filter : filters) {
            matches(record, filter, field + " as shown in " + where);
        }
    }

    private static void matches(RecordView record, String filter, String what) {
        assertThat(EventFilter.parse(filter).compile(List.of(record.schema())).matches(record)).as("%s: %s", what, filter).isTrue();
    }
}
