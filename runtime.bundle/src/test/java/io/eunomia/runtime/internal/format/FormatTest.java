package io.eunomia.runtime.internal.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import io.eunomia.runtime.descriptor.Descriptor.FieldSpec;
import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.decode.CompiledSchema;
import io.eunomia.runtime.internal.decode.RecordView;
import io.eunomia.runtime.internal.decode.TestObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The three formats, to the byte. */
class FormatTest {
    private static final TestObject OBJECT = TestObject.named("layouts");
    private static final CompiledSchema TAIL = OBJECT.schema("tail");
    private static final CompiledSchema BITS = OBJECT.schema("bits", new FieldSpec("c", 4, ""),
            new FieldSpec("f", 5, ""));
    private static final String TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault())
            .format(Instant.ofEpochSecond(0, TestObject.READ_NANOS));
    private static final String STAMP = "2023-11-14T22:13:20.123456789Z";

    private static RecordView tail(int pid, int code, String path) {
        byte[] text = path.getBytes(StandardCharsets.UTF_8);
        ByteBuffer record = ByteBuffer.allocate(6 + text.length).order(ByteOrder.LITTLE_ENDIAN);
        record.putInt(pid).putShort((short) code).put(text);
        return TestObject.view(TAIL, record.array());
    }

    private static String write(EventFormat format, List<EventSchema> streams, List<String> fields, Object... records) {
        EventFormat.Writer writer = format.newWriter(streams, fields);
        Utf8Sink out = new Utf8Sink(16);
        writer.header(out);
        for (Object record : records) {
            if (record instanceof RecordView view) {
                writer.event(view, out);
            } else {
                writer.notice((Notice) record, out);
            }
        }
        return out.toString();
    }

    @Test
    void json_lines() {
        assertThat(write(new JsonFormat(), List.of(TAIL), List.of(), tail(7, 65535, "a\"b\u0001"),
                new Notice.KernelLost("tail", 12), new Notice.Dropped(3), new Notice.Updated("1", "2"),
                new Notice.Missed(4), new Notice.Missed(-1), new Notice.Ended(Notice.End.STOPPED, "stopped \"now\""))).isEqualTo("""
                {"@timestamp":"STAMP","@stream":"tail","@sequence":1,"pid":7,"code":65535,"path":"a\\"b\\u0001"}
                {"@notice":"lost","stream":"tail","count":12,"text":"12 events of tail lost in the kernel: its ring was full"}
                {"@notice":"dropped","count":3,"text":"3 events dropped: this subscriber reads too slowly"}
                {"@notice":"updated","from":"1","to":"2","text":"updated from 1 to 2"}
                {"@notice":"missed","count":4,"text":"4 events were missed: they are not kept any more"}
                {"@notice":"missed","count":null,"text":"events were missed, nobody knows how many"}
                {"@notice":"ended","reason":"stopped","text":"stopped \\"now\\""}
                """.replace("STAMP", STAMP));
    }

    @Test
    void json_of_every_kind_of_field_parses() throws IOException {
        for (String struct : List.of("everything", "bits", "squeezed", "shown", "guessed")) {
            RecordView view = OBJECT.view(struct);
            String line = write(new JsonFormat(), List.of(view.schema()), List.of(), view);
            Map<String, Object> parsed = JSON.std.mapFrom(line);
            assertThat(parsed).hasSize(view.schema().fields().size() + 3).containsEntry("@stream", struct);
        }
    }

    @Test
    void selected_fields_in_their_order() {
        assertThat(write(new JsonFormat(), List.of(TAIL), List.of("path", "pid"), tail(7, 1, "x")))
                .isEqualTo("{\"@timestamp\":\"" + STAMP + "\",\"@stream\":\"tail\",\"@sequence\":1,\"path\":\"x\",\"pid\":7}\n");
        assertThat(write(new PlainTextFormat(), List.of(TAIL), List.of("path", "pid"), tail(7, 1, "x")))
                .isEqualTo("PATH                         PID\nx                              7\n");
        assertThat(write(new CsvFormat(), List.of(TAIL), List.of("code"), tail(7, 1, "x")))
                .isEqualTo("@notice,@timestamp,@stream,@sequence,code\r\n," + STAMP + ",tail,1,1\r\n");
        assertThatThrownBy(() -> new JsonFormat().newWriter(List.of(TAIL), List.of("pat")))
                .hasMessage("there is no field \"pat\"");
    }

    @Test
    void csv_quotes_as_rfc_4180_says() {
        assertThat(write(new CsvFormat(), List.of(TAIL), List.of(), tail(7, 1, "a,b"), tail(7, 1, "say \"hi\""),
                tail(7, 1, "two\nlines"), tail(7, 1, "two\\nlines \\\"x"), new Notice.Dropped(3), new Notice.Ended(Notice.End.STOPPED, "a, \"b\""))).isEqualTo(
                "@notice,@timestamp,@stream,@sequence,pid,code,path\r\n," + STAMP + ",tail,1,7,1,\"a,b\"\r\n,"
                + STAMP + ",tail,1,7,1,\"say \"\"hi\"\"\"\r\n," + STAMP + ",tail,1,7,1,two\\nlines\r\n,"
                + STAMP + ",tail,1,7,1,\"two\\\\nlines \\\\\"\"x\"\r\n"
                + "3 events dropped: this subscriber reads too slowly,,,,,,\r\n"
                + "\"ended (stopped): a, \"\"b\"\"\",,,,,,\r\n");
    }

    @Test
    void csv_has_one_line_of_names_for_all_streams_and_tells_of_fields_that_came_later() {
        RecordView bits = TestObject.view(BITS, OBJECT.bytes("bits"));
        assertThat(write(new CsvFormat(), List.of(TAIL), List.of(), tail(7, 1, "x"), bits, tail(8, 1, "y"))).isEqualTo(
                "@notice,@timestamp,@stream,@sequence,pid,code,path\r\n," + STAMP + ",tail,1,7,1,x\r\n"
                + "\"without the fields that the line of names lacks: c, f, a, b, d, e, g\",,,,,,\r\n"
                + "," + STAMP + ",bits,1,,,\r\n," + STAMP + ",tail,1,8,1,y\r\n");
        assertThat(write(new CsvFormat(), List.of(TAIL, BITS), List.of("f", "pid"), bits, tail(8, 1, "y"))).isEqualTo(
                "@notice,@timestamp,@stream,@sequence,f,pid\r\n," + STAMP + ",bits,1,GREEN,\r\n," + STAMP + ",tail,1,,8\r\n");
    }

    @Test
    void plain_text_columns() {
        assertThat(write(new PlainTextFormat(), List.of(TAIL), List.of(), tail(42, 7, "/etc/passwd"),
                tail(12345678, 65535, "a path that is much longer than any column would be"),
                new Notice.KernelLost("tail", 1))).isEqualTo("""
                TIME             PID  CODE PATH
                %1$s      42     7 /etc/passwd
                %1$s 12345678 65535 a path that is much longer than any column would be
                # 1 events of tail lost in the kernel: its ring was full
                """.formatted(TIME));
    }

    @Test
    void plain_text_of_several_streams_names_them_and_repeats_titles_whenever_the_stream_changes() {
        RecordView bits = TestObject.view(BITS, OBJECT.bytes("bits"));
        assertThat(write(new PlainTextFormat(), List.of(TAIL, BITS), List.of(), tail(42, 7, "x"), bits,
                tail(43, 7, "y"))).isEqualTo("""
                TIME         STREAM     PID  CODE PATH
                %1$s tail        42     7 x
                TIME         STREAM    C F
                %1$s bits     -7 GREEN
                TIME         STREAM     PID  CODE PATH
                %1$s tail        43     7 y
                """.formatted(TIME));
    }

    @Test
    void text_too_wide_for_its_column_is_cut_by_characters() {
        CompiledSchema narrow = OBJECT.schema("tail", new FieldSpec("path", 5, ""), new FieldSpec("pid", 5, ""));
        byte[] record = "\1\0\0\0\0\0größer".getBytes(StandardCharsets.UTF_8);
        assertThat(write(new PlainTextFormat(), List.of(narrow), List.of(), TestObject.view(narrow, record)))
                .isEqualTo("TIME         PATH    PID\n" + TIME + " größ…     1\n");
    }
}
