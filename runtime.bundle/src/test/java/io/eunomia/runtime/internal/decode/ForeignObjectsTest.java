package io.eunomia.runtime.internal.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.libbpf.elf.ElfObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Objects nobody here wrote: those inside Debian's libbpf-tools 0.26. Most have no struct event in BTF, since clang
 * leaves out what is only used inside functions. What is expected is what the tools' headers say.
 */
class ForeignObjectsTest {
    private static final Path TOOLS = Path.of(
            Optional.ofNullable(System.getenv("EUNOMIA_CACHE")).filter(text -> !text.isEmpty())
                    .orElse(System.getProperty("user.home") + "/.cache/eunomia"), "test-tools-1", "libbpf-tools");

    private static TestObject tool(String name) throws IOException {
        Path file = TOOLS.resolve(name);
        if (!Files.exists(file)) {
            System.out.println("skipped: ForeignObjectsTest, no libbpf-tools here: " + file + " is missing");
            Assumptions.abort("no libbpf-tools");
        }
        return new TestObject(ElfObject.parse(ElfObject.carve(Files.readAllBytes(file)).get(0)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "opensnoop | 312 | 8 pid/pid 12 uid/uid 16 ret/result 20 flags/hex32 24 callers/ 40 comm/ 56 fname/",
        "exitsnoop | 56 | 0 start_time/hex64 8 exit_time/ 16 pid/pid 20 tid/tid 24 ppid/pid 28 sig/signal "
                + "32 exit_code/hex32 36 comm/",
        "execsnoop | 7720 | 0 pid/pid 4 ppid/pid 8 uid/uid 12 retval/result 16 args_count/ 20 args_size/ 24 comm/ "
                + "40 args/",
        "tcpstates | 96 | 0 saddr/ip 16 daddr/ip 32 skaddr/hex64 40 ts_us/ 48 delta_us/duration_us 56 pid/pid "
                + "60 oldstate/tcp_state 64 newstate/tcp_state 68 family/family 70 sport/ 72 dport/ 74 task/",
        "tcplife | 96 | 0 saddr/ip 16 daddr/ip 32 ts_us/ 40 span_us/duration_us 48 rx_b/hex64 56 tx_b/hex64 "
                + "64 pid/pid 68 sport/ 70 dport/ 72 family/family 74 comm/",
        "mountsnoop | 8768 | 0 delta/hex64 8 flags/hex64 16 pid/pid 20 tid/tid 24 mnt_ns/hex32 28 ret/hex32 32 comm/ "
                + "48 fs/ 56 src/ 4152 dest/ 8248 data/ 8760 op/",
        "sigsnoop | 32 | 0 pid/pid 4 tpid/pid 8 sig/signal 12 ret/result 16 comm/",
        "statsnoop | 288 | 0 ts_ns/ 8 pid/pid 12 ret/result 16 comm/ 32 pathname/"})
    void fields_are_where_the_tool_has_them(String tool, int size, String fields) throws IOException {
        CompiledSchema schema = tool(tool).factory().events("events", Optional.empty());
        assertThat(schema.size()).isEqualTo(size);
        assertThat(schema.fields().stream()
                .map(field -> schema.readers()[field.index()].offset + " " + field.name() + "/" + field.show())
                .collect(Collectors.joining(" "))).isEqualTo(fields);
    }

    @Test
    void what_was_worked_out_says_so() throws IOException {
        assertThat(tool("opensnoop").factory().events("events", Optional.empty()).note())
                .isEqualTo("fields of events were worked out from the program's code, since its BTF lacks their struct; "
                        + "nothing names bytes 0-7: a line \"const struct STRUCT *unused __attribute__((unused));\" "
                        + "in the program puts the struct into BTF");
        assertThat(tool("sigsnoop").factory().events("events", Optional.empty()).note()).isEmpty();
    }

    @Test
    void an_enum_of_the_fields_name_tells_its_values() throws IOException {
        CompiledSchema schema = tool("mountsnoop").factory().events("events", Optional.empty());
        byte[] record = new byte[8768];
        record[8760] = 1;
        assertThat(TestObject.json(TestObject.view(schema, record), "op")).isEqualTo("\"UMOUNT\"");
    }

    @Test
    void execsnoop_shows_the_arguments_that_are_used() throws IOException {
        CompiledSchema schema = tool("execsnoop").factory().events("events", Optional.empty());
        byte[] arguments = "/bin/ls\0-l\0/tmp\0".getBytes(StandardCharsets.US_ASCII);
        // The tool sends no more of args than is used, and perf pads the record to a multiple of eight less four.
        int length = (40 + arguments.length + 4 + 7) / 8 * 8 - 4;
        ByteBuffer record = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        record.putInt(0, 4242).putInt(20, arguments.length).put(40, arguments);
        record.put(24, "ls".getBytes(StandardCharsets.US_ASCII));
        assertThat(schema.decodable(length)).isTrue();
        RecordView view = TestObject.view(schema, record.array());
        assertThat(TestObject.text(view, "args")).isEqualTo("/bin/ls -l /tmp");
        assertThat(TestObject.text(view, "comm")).isEqualTo("ls");
        assertThat(TestObject.json(view, "pid")).isEqualTo("4242");
    }

    @Test
    void tcpstates_shows_addresses_by_family() throws IOException {
        CompiledSchema schema = tool("tcpstates").factory().events("events", Optional.empty());
        ByteBuffer record = ByteBuffer.allocate(96).order(ByteOrder.LITTLE_ENDIAN);
        record.put(0, new byte[] {127, 0, 0, 1, 1, 2, 3, 4}).putShort(68, (short) 2).putInt(60, 1).putInt(64, 8);
        RecordView four = TestObject.view(schema, record.array());
        assertThat(TestObject.text(four, "saddr")).isEqualTo("127.0.0.1");
        assertThat(TestObject.text(four, "oldstate")).isEqualTo("ESTABLISHED");
        assertThat(TestObject.json(four, "newstate")).isEqualTo("8");
        record.put(16, new byte[] {0x20, 1, 0x0d, (byte) 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5})
                .putShort(68, (short) 10);
        assertThat(TestObject.json(TestObject.view(schema, record.array()), "daddr")).isEqualTo("\"2001:db8::5\"");
    }
}
