package io.eunomia.shell.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.event.Notice.End;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stream's text tells of its end, however it is cut into pieces, and that no event can tell it. */
class EventOutputTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

    private EventOutput output(OutputFormat format) {
        return new EventOutput(format, out, new PrintStream(messages, true, StandardCharsets.UTF_8));
    }

    private static void write(EventOutput to, String text, int piece) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += piece) {
            to.write(bytes, at, Math.min(piece, bytes.length - at));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1000})
    void csv_becomes_a_table_and_its_notices_messages(int piece) throws IOException {
        EventOutput to = output(OutputFormat.CSV);
        write(to, """
                @notice,@timestamp,@stream,@sequence,text\r
                ,T,open,1,'a, ''b'''\r
                3 events dropped: this subscriber reads too slowly,,,,\r
                ,T,open,2,'ended (stopped): no'\r
                'ended (removed): gone, ''really''',,,,\r
                """.replace('\'', '"'), piece);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("@timestamp,@stream,@sequence,text\r\n"
                + "T,open,1,\"a, \"\"b\"\"\"\r\nT,open,2,\"ended (stopped): no\"\r\n");
        assertThat(messages.toString(StandardCharsets.UTF_8).lines()).containsExactly(
                "# 3 events dropped: this subscriber reads too slowly", "# ended (removed): gone, \"really\"");
        assertThat(to.end()).contains(End.REMOVED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 1000})
    void other_formats_pass_as_they_are(int piece) throws IOException {
        String text = "TIME PID\n # ended (stopped): by an event\n# 3 events dropped\n# ended (limit): enough\n";
        EventOutput to = output(OutputFormat.PLAIN);
        write(to, text, piece);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(text);
        assertThat(to.end()).contains(End.LIMIT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "json  | {\"@notice\":\"ended\",\"reason\":\"daemon\",\"text\":\"the daemon ends\"}         | DAEMON",
            "json  | {\"@timestamp\":\"T\",\"text\":\"{\\\"@notice\\\":\\\"ended\\\",\\\"reason\\\":\\\"limit\\\"\"} | ",
            "json  | {\"@notice\":\"ended\",\"reason\":\"limitless\"}                               | ",
            "plain | #ended (stopped): x                                                            | ",
            "plain | x # ended (stopped): x                                                         | ",
            "csv   | ,T,open,1,ended (stopped): x                                                   | "})
    void only_a_notice_is_an_end(String format, String line, End end) throws IOException {
        EventOutput to = output(OutputFormat.labelled(format));
        write(to, line + '\n', 1000);
        assertThat(to.end().orElse(null)).isEqualTo(end);
    }

    @Test
    void a_format_of_somebody_else_passes_as_it_is_and_tells_no_end() throws IOException {
        OutputFormat format = OutputFormat.labelled("logfmt");
        EventOutput to = output(format);
        write(to, "# ended (stopped): x\nnotice=ended\n", 5);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("# ended (stopped): x\nnotice=ended\n");
        assertThat(to.end()).isEmpty();
        assertThat(format.tellsEnd()).isFalse();
    }

    @Test
    void a_line_that_has_not_come_whole_tells_nothing() throws IOException {
        EventOutput to = output(OutputFormat.PLAIN);
        write(to, "# ended (stopped): the tra", 1000);
        assertThat(to.end()).isEmpty();
    }
}
