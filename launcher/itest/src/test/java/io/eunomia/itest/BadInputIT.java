package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.testkit.Await;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.Packages;
import io.eunomia.testkit.Running;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong gets a status and a message that names it, and the daemon and its trackers stay as they were. */
@Tag("kernel")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputIT {
    private static final byte[] OPENS = Distribution.bytes(Distribution.object("opens"));
    private static final int BOMB_BYTES = 200 << 20;

    private Path folder;
    private Daemon daemon;
    private String listBefore;

    @BeforeAll
    void start(@TempDir Path temporary) {
        folder = temporary;
        daemon = Daemon.start(folder.resolve("state"));
        listBefore = daemon.eunomia("list", "--raw").out();
    }

    @AfterAll
    void end() {
        daemon.close();
    }

    static List<Arguments> packages() throws IOException {
        byte[] bigEndian = bigEndian(OPENS);
        Map<String, Object> lying = seed();
        lying.put("data_sz", OPENS.length + 1);
        Map<String, Object> broken = seed();
        broken.put("data", "!!!!");
        Map<String, Object> unknownProgram = seed();
        unknownProgram.put("progs", List.of("handle_nothing"));
        Map<String, Object> unknownMap = seed();
        unknownMap.put("maps", List.of("no_ring"));
        Map<String, Object> bomb = new LinkedHashMap<>(Map.of("eunomia", 1, "name", "bomb", "compression", "gzip", "data",
                Base64.getEncoder().encodeToString(gzippedZeros())));
        return List.of(
                Arguments.of("a truncated object", Arrays.copyOf(OPENS, OPENS.length / 2), 400, "truncated|beyond|end"),
                Arguments.of("no ELF", "hello".getBytes(StandardCharsets.UTF_8), 400, "ELF|package"),
                Arguments.of("an object of another machine", Files.readAllBytes(Path.of("/bin/true")), 400, "machine|BPF"),
                Arguments.of("a big-endian object", bigEndian, 400, "endian"),
                Arguments.of("JSON that is no package", text("{\"hello\":1}"), 400, "data|package"),
                Arguments.of("broken JSON", text("{\"name\":"), 400, "JSON"),
                Arguments.of("base64 that is none", text(Packages.json(broken)), 400, "base64"),
                Arguments.of("data_sz that lies", text(Packages.json(lying)), 400, "data_sz"),
                Arguments.of("an unknown program", text(Packages.json(unknownProgram)), 400, "handle_nothing"),
                Arguments.of("an unknown map", text(Packages.json(unknownMap)), 400, "no_ring"),
                Arguments.of("a compressed bomb", text(Packages.json(bomb)), 413, "larger|limit|size|bytes"),
                Arguments.of("a missing target", Distribution.bytes(Distribution.object("nowhere")), 422, "no_such_tracepoint"),
                Arguments.of("a refused program", Distribution.bytes(Distribution.object("refused")), 422, "careless"));
    }

    /** A form brings the kernel's types beside a package: what is no package is refused in it as it is alone. */
    @Test
    void a_form_without_a_package_is_refused() {
        Daemon.Reply bad = daemon.curl("/api/v1/trackers", "-F", "package=x");
        assertThat(bad.status()).as(bad.body()).isEqualTo(400);
        assertThat(daemon.curl("/api/v1/trackers", "-F", "other=x").status()).isEqualTo(400);
        assertThat(daemon.curl("/start", "-F", "name=process").status()).isEqualTo(400);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("packages")
    void is_refused_by_name(String what, byte[] content, int status, String pattern) throws IOException {
        Path file = Files.write(folder.resolve("package"), content);
        Daemon.Reply reply = daemon.curl("/api/v1/trackers?name=bad", "-H", "Content-Type: " + type(content), "--data-binary",
                "@" + file);
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(String.valueOf(reply.json().get("detail"))).as(what).containsPattern("(?i)" + pattern);
        assertUnharmed();
    }

    @Test
    void a_refused_program_comes_with_the_whole_log() {
        Daemon.Reply reply = daemon.curl("/api/v1/trackers", "-H", "Content-Type: application/octet-stream", "--data-binary",
                "@" + Distribution.object("refused"));
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.body()).contains("R0 invalid mem access 'map_value_or_null'");
    }

    @Test
    void a_body_beyond_all_bounds_is_refused_before_it_is_read() {
        ProcessBuilder shell = new ProcessBuilder("bash", "-c",
                "head -c 200M /dev/zero | curl -sS -o /dev/null -w '%{http_code}' -H \"Authorization: Bearer $0\""
                        + " -H 'Content-Type: application/octet-stream' -T - -X POST \"$1/api/v1/trackers\"",
                daemon.token(), daemon.url());
        try (Running curl = Running.start(shell)) {
            assertThat(curl.finish(Await.LONG).out()).isEqualTo("413");
        }
        assertUnharmed();
    }

    @Test
    void a_value_out_of_range_is_a_bad_request() {
        Daemon.Reply reply = daemon.curl("/api/v1/trackers?arg.small=300", "-H", "Content-Type: application/octet-stream",
                "--data-binary", "@" + Distribution.object("ranged"));
        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertThat(reply.body()).contains("small").contains("300");
        assertUnharmed();
    }

    @Test
    void a_second_tracker_of_a_name_is_a_conflict() {
        Daemon.Reply reply = daemon.curl("/api/v1/trackers?name=process", "-H", "Content-Type: application/octet-stream",
                "--data-binary", "@" + Distribution.object("opens"));
        assertThat(reply.status()).as(reply.body()).isEqualTo(409);
        assertThat(reply.body()).contains("process");
        assertUnharmed();
    }

    private void assertUnharmed() {
        assertThat(daemon.curl("/healthz").status()).isEqualTo(200);
        assertThat(daemon.eunomia("list", "--raw").out()).isEqualTo(listBefore);
    }

    private static Map<String, Object> seed() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("name", "bad");
        members.put("data", Base64.getEncoder().encodeToString(OPENS));
        members.put("data_sz", OPENS.length);
        members.put("maps", List.of("rb"));
        members.put("progs", List.of("handle_openat"));
        return members;
    }

    /** Its header as a big-endian machine's clang writes it: EI_DATA 2, and e_type, e_machine and e_version turned round. */
    private static byte[] bigEndian(byte[] object) {
        byte[] turned = object.clone();
        turned[5] = 2;
        for (int[] field : new int[][] {{16, 2}, {18, 2}, {20, 4}}) {
            for (int i = 0; i < field[1]; i++) {
                turned[field[0] + i] = object[field[0] + field[1] - 1 - i];
            }
        }
        return turned;
    }

    private static byte[] gzippedZeros() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            byte[] zeros = new byte[1 << 20];
            for (int written = 0; written < BOMB_BYTES; written += zeros.length) {
                out.write(zeros);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String type(byte[] content) {
        return content.length > 0 && content[0] == '{' ? "application/json" : "application/octet-stream";
    }
}
