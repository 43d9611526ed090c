package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.eunomia.testkit.Await;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.Outcome;
import io.eunomia.testkit.Running;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each exit code, and that the message says what was wrong and what to do. */
@Tag("kernel")
class ExitCodesIT {
    @TempDir
    private Path folder;

    @Test
    void what_the_verifier_refuses_is_a_failure_with_the_end_of_its_log() {
        Outcome outcome = Distribution.eunomia("run", Distribution.object("refused").toString());
        assertThat(outcome.exit()).as(outcome.err()).isEqualTo(1);
        assertThat(outcome.err()).contains("careless").contains("verifier log").contains("map_value_or_null");
    }

    @Test
    void a_missing_attach_target_is_named() {
        Outcome outcome = Distribution.eunomia("run", Distribution.object("nowhere").toString());
        assertThat(outcome.exit()).as(outcome.err()).isEqualTo(1);
        assertThat(outcome.err()).contains("no_such_tracepoint");
    }

    @Test
    void a_value_out_of_range_is_wrong_usage() {
        Outcome outcome = Distribution.eunomia("run", Distribution.object("ranged").toString(), "--arg", "small=300");
        assertThat(outcome.exit()).as(outcome.err()).isEqualTo(2);
        assertThat(outcome.err()).contains("small").contains("300").contains("255");
    }

    @Test
    void an_unknown_argument_is_wrong_usage_and_the_known_ones_are_named() {
        Outcome outcome = Distribution.eunomia("run", Distribution.object("ranged").toString(), "--arg", "smal=3");
        assertThat(outcome.exit()).as(outcome.err()).isEqualTo(2);
        assertThat(outcome.err()).contains("smal").contains("signed_number");
    }

    @Test
    void a_bad_filter_is_wrong_usage() {
        Outcome outcome = Distribution.eunomia("run", Distribution.object("opens").toString(), "--filter", "(pid");
        assertThat(outcome.exit()).as(outcome.err()).isEqualTo(2);
        assertThat(outcome.err()).contains("(pid");
    }

    @Test
    void words_that_are_no_command_or_option_are_wrong_usage() {
        assertThat(Distribution.eunomia("lsit").exit()).isEqualTo(2);
        assertThat(Distribution.eunomia("lsit").err()).contains("did you mean list");
        assertThat(Distribution.eunomia("list", "--jsn").exit()).isEqualTo(2);
        assertThat(Distribution.eunomia("run", "process", "--duration", "soon").err()).contains("soon").contains("250ms");
    }

    @Test
    void without_a_daemon_the_client_says_where_it_looked_and_how_to_start_one() {
        Outcome outcome = Distribution.eunomia("list", "--url", "http://127.0.0.1:9");
        assertThat(outcome.exit()).isEqualTo(3);
        assertThat(outcome.err()).contains("http://127.0.0.1:9").contains("eunomia server");
    }

    @Test
    void who_says_https_to_a_plain_port_is_told() throws IOException {
        HttpServer plain = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        plain.start();
        try {
            Outcome outcome = Distribution.eunomia("list", "--url", "https://127.0.0.1:" + plain.getAddress().getPort());
            assertThat(outcome.exit()).isEqualTo(3);
            assertThat(outcome.err()).contains("plain HTTP").contains("http://").doesNotContain("eunomia server");
        } finally {
            plain.stop(0);
        }
    }

    @Test
    void c_source_is_no_package() throws IOException {
        Path source = Files.writeString(folder.resolve("opens.bpf.c"), "#include \"vmlinux.h\"\n");
        Outcome outcome = Distribution.eunomia("plan", source.toString());
        assertThat(outcome.exit()).as(outcome.err()).isEqualTo(1);
        assertThat(outcome.err()).contains("C source").contains("clang");
    }

    /** As a daemon's does for a moment at its start. */
    @Test
    void a_web_server_without_our_routes_is_no_daemon() throws IOException {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.start();
        try {
            Outcome outcome = Distribution.eunomia("list", "--url", "http://127.0.0.1:" + other.getAddress().getPort());
            assertThat(outcome.exit()).isEqualTo(3);
            assertThat(outcome.err()).contains("is not Eunomia, or is still starting");
        } finally {
            other.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "plan"})
    void another_user_is_told_what_is_needed(String what) throws IOException {
        Files.setPosixFilePermissions(folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwxrwxrwx"));
        List<String> words = new ArrayList<>(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        ProcessBuilder command = Distribution.command(what, "process");
        command.environment().put("EUNOMIA_OPTS", "-Djava.io.tmpdir=" + folder);
        words.addAll(command.command());
        try (Running run = Running.start(command.command(words))) {
            Outcome outcome = run.finish(Await.LONG);
            assertThat(outcome.exit()).as(outcome.err()).isEqualTo(4);
            assertThat(outcome.err() + outcome.out()).contains("CAP_BPF").contains("as root");
        }
    }

    @Test
    void what_the_kernel_lacks_is_said_by_its_own_code() {
        Outcome doctor = Distribution.eunomia("doctor", "--json");
        assertThat(doctor.exit()).as(doctor.err()).isZero();
        Object lsm = ((java.util.Map<?, ?>) new Daemon.Reply(200, doctor.out()).json().get("attach")).get("lsm");
        boolean admitted = "good".equals(((java.util.Map<?, ?>) lsm).get("verdict"));

        Outcome outcome = Distribution.eunomia("run", Distribution.object("security").toString(), "--duration", "1ms");

        assertThat(outcome.exit()).as(outcome.err()).isEqualTo(admitted ? 0 : 5);
        assertThat(outcome.err()).contains(admitted ? "stopped after" : "lsm");
    }
}
