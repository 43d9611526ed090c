package io.eunomia.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.http.internal.RawRequest.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Constants;

class GuardTest {
    @TempDir
    private static Path directory;
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new TestServer(directory, Map.of());
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void the_token_is_made_for_its_owner_only_and_kept() throws Exception {
        Path file = server.state.resolve("token");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        String token = server.token();
        assertThat(token).matches("[A-Za-z0-9_-]{43}");
        assertThat(Files.list(server.state)).containsExactly(file);

        try (TestServer again = new TestServer(directory, Map.of(Constants.FRAMEWORK_STORAGE,
                directory.resolve("other").toString()))) {
            assertThat(again.token()).isEqualTo(token);
            assertThat(again.request("GET", "/list").send().status).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/trackers", "/list", "/openapi.json", "/api/v1/kernel", "/no/such/path"})
    void nothing_is_told_without_the_token(String path) throws Exception {
        Reply none = server.bare("GET", path).send();
        assertThat(none.status).isEqualTo(401);
        assertThat(none.headers).containsEntry("www-authenticate", "Bearer realm=\"eunomia\"");
        assertThat(none.body).contains("token").doesNotContain(server.token());

        assertThat(server.bare("GET", path).header("Authorization", "Bearer x" + server.token()).send().status)
                .isEqualTo(401);
        assertThat(server.bare("GET", path).header("Authorization", "Basic " + server.token()).send().status)
                .isEqualTo(401);
        assertThat(server.bare("GET", path + "?token=" + server.token()).send().status).isEqualTo(401);
    }

    @Test
    void health_needs_no_token_and_tells_nothing_else() throws Exception {
        Reply reply = server.bare("GET", "/healthz").send();

        assertThat(reply.status).isEqualTo(200);
        assertThat(reply.body).isEqualTo("{\"status\":\"ok\"}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:8527", "127.0.0.1.evil.example", "127.0.0.1:80:80",
            "localhost.evil.example"})
    void a_request_for_a_foreign_name_is_refused(String host) throws Exception {
        Reply reply = server.request("GET", "/api/v1/trackers").header("Host", host).send();

        // Jetty itself answers 400 to a Host that is no authority.
        assertThat(reply.status).isIn(421, 400);
        assertThat(reply.body).doesNotContain("process");
        assertThat(server.bare("GET", "/healthz").header("Host", host).send().status).isIn(421, 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost:8527", "LOCALHOST", "[::1]:8527", "192.168.1.5:8527"})
    void addresses_and_localhost_are_ours(String host) throws Exception {
        assertThat(server.request("GET", "/api/v1/trackers").header("Host", host).send().status).isEqualTo(200);
    }

    @Test
    void names_may_be_allowed(@TempDir Path own) throws Exception {
        try (TestServer named = new TestServer(own, Map.of("eunomia.http.hosts", "tracer.example, other.example"))) {
            assertThat(named.request("GET", "/list").header("Host", "other.example:1").send().status).isEqualTo(200);
            assertThat(named.request("GET", "/list").header("Host", "third.example").send().status).isEqualTo(421);
        }
    }

    @Test
    void pages_of_other_origins_are_refused() throws Exception {
        assertThat(server.request("GET", "/list").header("Origin", "http://evil.example").send().status)
                .isEqualTo(403);
        assertThat(server.request("GET", "/list").header("Origin", "null").send().status).isEqualTo(403);
        assertThat(server.request("GET", "/list").header("Origin", "http://127.0.0.1:1").send().status)
                .isEqualTo(403);
        assertThat(server.request("GET", "/list").header("Sec-Fetch-Site", "cross-site").send().status)
                .isEqualTo(403);
        assertThat(server.request("GET", "/list").header("Origin", "http://127.0.0.1:" + server.port)
                .header("Sec-Fetch-Site", "same-origin").send().status).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-rw----", "rw-----w-"})
    void a_token_that_others_could_read_or_write_locks_the_server(String permissions, @TempDir Path own) throws Exception {
        Path file = Files.createDirectories(own.resolve("state")).resolve("token");
        Files.writeString(file, "x".repeat(43));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        try (TestServer locked = new TestServer(own, Map.of())) {
            Reply reply = locked.request("GET", "/list").send();
            assertThat(reply.status).isEqualTo(503);
            assertThat(reply.body).contains("is open to others (" + permissions + ")", "chmod 600 " + file);
            assertThat(locked.bare("GET", "/healthz").send().status).isEqualTo(200);
        }
    }

    @Test
    void a_token_that_can_be_guessed_locks_the_server(@TempDir Path own) throws Exception {
        Path file = Files.createDirectories(own.resolve("state")).resolve("token");
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, "secret\n");
        try (TestServer locked = new TestServer(own, Map.of())) {
            Reply reply = locked.request("GET", "/api/v1/trackers").send();
            assertThat(reply.status).isEqualTo(503);
            assertThat(reply.json().get("detail").toString()).contains("less than 32 characters");
        }
    }
}
