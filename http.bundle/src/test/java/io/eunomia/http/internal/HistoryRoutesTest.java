package io.eunomia.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.http.internal.RawRequest.Reply;
import io.eunomia.runtime.Origin;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose a tracker is and what it had, over HTTP. */
class HistoryRoutesTest {
    private static final byte[] OBJECT = {0x7f, 'E', 'L', 'F'};

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
    void a_package_from_http_is_owned_by_http_and_adopts_if_asked_to() throws Exception {
        server.request("POST", "/api/v1/trackers").body("application/octet-stream", OBJECT).send();
        assertThat(server.manager.lastSource.owner()).isEqualTo(Origin.HTTP);
        assertThat(server.manager.lastSource.adopt()).isFalse();
        server.request("POST", "/api/v1/trackers?adopt=true").body("application/octet-stream", OBJECT).send();
        assertThat(server.manager.lastSource.adopt()).isTrue();
        assertThat(server.request("GET", "/api/v1/trackers/1").send().json()).containsEntry("origin",
                Map.of("kind", "builtin", "key", "process"));
    }

    @Test
    void a_history_is_shown_and_rolled_back_in() throws Exception {
        List<?> packages = (List<?>) server.request("GET", "/api/v1/trackers/1/history").send().json().get("packages");
        assertThat(packages).hasSize(2);
        assertThat((Map<?, ?>) packages.get(0)).extracting("sha256", "version", "time", "bytes", "current")
                .containsExactly("ab".repeat(32), "1.0.0", "1970-01-01T00:00:00Z", 1234, true);
        assertThat((Map<?, ?>) packages.get(1)).extracting("current").isEqualTo(false);

        Reply reply = server.request("POST", "/api/v1/trackers/1/rollback?to=cdcd&arg.pid=7").json("").send();
        assertThat(reply.status).isEqualTo(200);
        assertThat(reply.json()).containsEntry("to", "1.1.0");
        assertThat(server.manager.lastRollback).isEqualTo("cdcd");
        assertThat(server.manager.lastOptions.arguments()).isEqualTo(Map.of("pid", "7"));
        server.request("POST", "/api/v1/trackers/1/rollback").json("").send();
        assertThat(server.manager.lastRollback).isEmpty();
        assertThat(server.manager.lastUpdate.options()).isEmpty();
    }
}
