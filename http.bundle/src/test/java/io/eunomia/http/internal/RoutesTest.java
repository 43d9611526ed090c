package io.eunomia.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.http.internal.RawRequest.Reply;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.GivenTypes;
import io.eunomia.runtime.Removal;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.StartOptions.ExportRequest;
import io.eunomia.runtime.TrackerState;
import io.eunomia.runtime.UpdateOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RoutesTest {
    private static final byte[] OBJECT = {0x7f, 'E', 'L', 'F', 0, (byte) 0xff};

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

    @BeforeEach
    void reset() {
        server.manager.trackers.clear();
        server.manager.trackers.addAll(List.of(new FakeTracker(1, "process"), new FakeTracker(2, "files")));
        server.manager.failure = null;
    }

    @Test
    void the_routes_of_2022_answer_as_they_did() throws Exception {
        assertThat(server.request("GET", "/list").send().body)
                .isEqualTo("[\"status\",\"ok\",\"list\",[[1,\"process\"],[2,\"files\"]]]\n");
        assertThat(server.request("POST", "/start").json("{'name': 'hotupdate', 'args': ['{\\'data\\': 1}']}".replace("\\'", "\\\"")).send().body)
                .isEqualTo("[\"status\",\"ok\",\"id\",3]\n");
        assertThat(new String(server.manager.lastSource.content(), StandardCharsets.UTF_8)).isEqualTo("{\"data\": 1}");
        assertThat(server.request("POST", "/stop").json("{'id': 3}").send().body).isEqualTo("[\"status\",\"ok\"]\n");
        assertThat(server.request("GET", "/list").send().body)
                .isEqualTo("[\"status\",\"ok\",\"list\",[[1,\"process\"],[2,\"files\"]]]\n");
    }

    @Test
    void the_package_of_2022_may_be_an_object_and_is_handed_on_as_it_stands() throws Exception {
        server.request("POST", "/start")
                .json("{'name': 'hotupdate', 'args': [ {'data':  {'é': [1]}} , 'pid=7'], 'export_handlers':"
                        + " [{'name': 'file', 'args': ['path=/tmp/x', 'n=1']}, {'name': 'log', 'args': {'a': 2}}]}")
                .send();

        assertThat(new String(server.manager.lastSource.content(), StandardCharsets.UTF_8))
                .isEqualTo("{\"data\":  {\"é\": [1]}}");
        assertThat(server.manager.lastOptions).isEqualTo(new StartOptions("", Map.of("pid", "7"), Map.of(),
                List.of(new ExportRequest("file", Map.of("path", "/tmp/x", "n", "1")),
                        new ExportRequest("log", Map.of("a", "2")))));
    }

    @Test
    void arguments_of_2022_may_be_an_object_whose_lists_stay_json() throws Exception {
        server.request("POST", "/start").json("{'name': 'hotupdate', 'args': [{'data': 1}, 'pid=7', {'pids': [5, 6],"
                + " 'share': 0.25, 'on': true, 'who': 'a b', 'range': {'from': 1}}]}").send();

        assertThat(server.manager.lastOptions.arguments()).isEqualTo(Map.of("pid", "7", "pids", "[5, 6]", "share", "0.25",
                "on", "true", "who", "a b", "range", "{\"from\": 1}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "/start | {'name': 'nosuch'} | 404 | no tracker is called nosuch (there are: process, files",
            "/start | {}                 | 400 | /name: is missing",
            "/start | {'name': 1}        | 400 | /name: text is expected",
            "/start | {'name': 'x', 'args': [1]} | 400 | /args/0: text or an object is expected",
            "/start | {'name': 'process', 'args': ['pid']} | 400 | /args/0: \\\"pid\\\" is not of the form name=value",
            "/start | {'name'            | 400 | the body is not JSON at line 1",
            "/stop  | {'id': 9}          | 404 | there is no tracker 9",
            "/stop  | {'id': '9'}        | 400 | /id: a whole number is expected",
            "/stop  | {}                 | 400 | /id: is missing",
            "/stop  | []                 | 400 | an object is expected",
            "/stop  | {'id': 1} garbage  | 400 | the body is not JSON at line 1, column",
            "/stop  | {'id': 1}{'id': 2} | 400 | text follows the JSON of the body at line 1, column 10",
            "/start | {'name': 'process'} ] | 400 | the body is not JSON at line 1, column",
            "/start | {'name': 'process', 'args': [{'a': 1}]}, | 400 | the body is not JSON at line 1, column",
            "/start | {'name': 'process', 'args': ['{bad']} | 400 | /args/0 is not JSON at line 1, column",
            "/start | {'name': 'process', 'args': ['{} {}']} | 400 | text follows the JSON of /args/0",
            "/start | {'name': 'process', 'args': ['a=1', '{'} | 400 | the body is not JSON"})
    void refusals_of_2022_are_lists(String path, String body, int status, String message) throws Exception {
        Reply reply = server.request("POST", path).json(body).send();

        assertThat(reply.status).isEqualTo(status);
        assertThat(reply.body).startsWith("[\"status\",\"error\",\"message\",\"" + message);
    }

    @ParameterizedTest
    @CsvSource({"/start,UTF-16", "/start,UTF-16LE", "/start,UTF-16BE", "/start,UTF-32", "/start,UTF-32LE", "/start,UTF-32BE",
            "/stop,UTF-16", "/stop,UTF-16LE", "/stop,UTF-32BE"})
    void requests_of_2022_are_in_utf_8(String path, String charset) throws Exception {
        for (String body : List.of("{\"name\": \"hotupdate\", \"args\": [{\"a\": 1}], \"id\": 1}",
                "{\"name\": \"process\", \"args\": [\"pid=1\"], \"id\": 1}", "[]")) {
            Reply reply = server.request("POST", path).body("application/json", body.getBytes(charset)).send();
            assertThat(reply.status).as(reply.body).isEqualTo(400);
            assertThat(reply.body).contains("the body is in UTF-16 or UTF-32", "send one JSON object in UTF-8");
        }
        byte[] broken = {'{', '"', (byte) 0xff, '"', ':', '1', '}'};
        assertThat(server.request("POST", path).body("application/json", broken).send().status).isEqualTo(400);
        assertThat(server.request("POST", path).body("application/json", new byte[] {0, 0, (byte) 0xff, (byte) 0xfe, 0})
                .send().status).isEqualTo(400);
        assertThat(server.request("POST", path).body("application/json", "\ufeff{\"id\": 1, \"name\": \"process\"}\n"
                .getBytes(StandardCharsets.UTF_8)).send().status).as("a mark of UTF-8").isEqualTo(200);
    }

    @Test
    void trackers_are_listed_and_shown_whole() throws Exception {
        assertThat((List<?>) server.request("GET", "/api/v1/trackers").send().json().get("trackers")).hasSize(2);
        server.manager.tracker(2).state = TrackerState.FAILED;
        Map<String, Object> tracker = server.request("GET", "/api/v1/trackers/2").send().json();

        assertThat(tracker).containsEntry("id", 2).containsEntry("name", "files").containsEntry("state", "failed")
                .containsEntry("bundle_id", 42).containsEntry("warnings", List.of("/x: unknown"));
        assertThat((Map<?, ?>) tracker.get("failure")).extracting("kind", "message").containsExactly("no-target",
                "no such function");
        assertThat(tracker.get("streams").toString()).contains("name=numbers", "type=u64");
    }

    @Test
    void objects_are_installed_with_options_from_the_query() throws Exception {
        Reply reply = server.request("POST", "/api/v1/trackers?name=a&default_name=b&arg.pid=7&arg.comm=%C3%A9+x"
                + "&attach.on_x=eth0&export=file&export=log&export.file.path=/tmp/x")
                .body("application/octet-stream", OBJECT).send();

        assertThat(reply.status).isEqualTo(201);
        assertThat(reply.headers).containsEntry("location", "/api/v1/trackers/3");
        assertThat(reply.json()).containsEntry("id", 3);
        assertThat(server.manager.lastSource.content()).isEqualTo(OBJECT);
        assertThat(server.manager.lastSource.name()).isEqualTo("b");
        assertThat(server.manager.lastSource.origin()).isEqualTo("http 127.0.0.1");
        assertThat(server.manager.lastOptions).isEqualTo(new StartOptions("a", Map.of("pid", "7", "comm", "é x"),
                Map.of("on_x", "eth0"),
                List.of(new ExportRequest("file", Map.of("path", "/tmp/x")), new ExportRequest("log", Map.of()))));
    }

    @Test
    void every_option_of_a_start_is_a_query_parameter() throws Exception {
        Reply reply = server.request("POST", "/api/v1/plan?attach.p=lo&attach.p=eth0&without=a&without=b&table=counts&hist=hists:slots&stacks=calls:tgid&jvm_maps=true&lenient=true"
                + "&persist=true&map.events.max_entries=64k").body("application/octet-stream", OBJECT).send();

        assertThat(reply.status).isEqualTo(200);
        assertThat(server.manager.lastOptions).isEqualTo(StartOptions.none()
                .withAttach(Map.of("p", List.of("lo", "eth0"))).withoutPrograms(List.of("a", "b")).withTables(List.of("counts"))
                .withHistograms(List.of("hists:slots")).withStacks(List.of("calls:tgid")).withJvmMaps(true).withLenient(true)
                .withPersist(true).withMaps(Map.of("events.max_entries", "64k")));
        server.request("POST", "/api/v1/plan?persist=false").body("application/octet-stream", OBJECT).send();
        assertThat(server.manager.lastOptions).isEqualTo(StartOptions.none().withPersist(false));
        assertThat(server.request("POST", "/api/v1/plan?lenient=perhaps").body("application/octet-stream", OBJECT)
                .send().body).contains("lenient is \\\"perhaps\\\"", "true or false");
        assertThat(server.request("POST", "/api/v1/plan?persist=perhaps").body("application/octet-stream", OBJECT)
                .send().body).contains("persist is \\\"perhaps\\\"", "true or false");
    }

    @Test
    void programs_that_a_tracker_runs_without_are_shown() throws Exception {
        Map<String, Object> tracker = server.request("GET", "/api/v1/trackers/2").send().json();

        assertThat(tracker.get("not_attached").toString()).contains("program=on_y", "kind=no-target");
    }

    @Test
    void options_of_an_installed_tracker_are_kept_replaced_or_cleared() throws Exception {
        for (String query : List.of("", "?clear_options=false", "?force")) {
            server.request("PUT", "/api/v1/trackers/2" + query).body("application/octet-stream", OBJECT).send();
            assertThat(server.manager.lastUpdate).isEqualTo(new UpdateOptions(Optional.empty(), query.equals("?force")));
        }
        server.request("PUT", "/api/v1/trackers/2?clear_options=true&force=true").body("application/octet-stream", OBJECT)
                .send();
        assertThat(server.manager.lastUpdate).isEqualTo(new UpdateOptions(Optional.of(StartOptions.none()), true));
        server.manager.lastOptions = null;
        server.request("POST", "/api/v1/trackers/2/start").send();
        assertThat(server.manager.lastOptions).isNull();
        server.request("POST", "/api/v1/trackers/2/start?clear_options=true").send();
        assertThat(server.manager.lastOptions).isEqualTo(StartOptions.none());
        Reply wrong = server.request("POST", "/api/v1/trackers/2/start?clear_options=maybe").send();
        assertThat(wrong.status).isEqualTo(400);
        assertThat(wrong.body).contains("true or false");
    }

    @Test
    void a_removal_tells_of_pins() throws Exception {
        server.manager.removal = pins -> pins ? new Removal(List.of(), List.of("/sys/fs/bpf/a"))
                : new Removal(List.of(new Removal.PinLeft("/sys/fs/bpf/a", List.of("tracker x (4)"))), List.of());
        Reply left = server.request("DELETE", "/api/v1/trackers/1").send();
        assertThat(left.status).isEqualTo(200);
        assertThat(left.json()).containsEntry("pins_left",
                List.of(Map.of("path", "/sys/fs/bpf/a", "held_by", List.of("tracker x (4)"))));
        assertThat(server.request("DELETE", "/api/v1/trackers/2?pins=true").send().json())
                .containsEntry("pins_removed", List.of("/sys/fs/bpf/a"));
    }

    @Test
    void a_package_that_is_put_replaces_the_one_before() throws Exception {
        Reply reply = server.request("PUT", "/api/v1/trackers/2?arg.pid=3")
                .body("application/octet-stream", OBJECT).send();

        assertThat(reply.status).isEqualTo(200);
        assertThat(reply.body).isEqualTo("{\"time\":\"1970-01-01T00:00:00Z\",\"from\":\"1.0.0\",\"to\":\"1.1.0\","
                + "\"mode\":\"slot\",\"load_ns\":2000000,\"switch_ns\":70000,\"lost\":0,\"duplicated\":0,"
                + "\"kept_maps\":[\"counts\"],\"attached\":[\"on_y\"],\"detached\":[]}\n");
        assertThat(server.manager.lastSource.content()).isEqualTo(OBJECT);
        assertThat(server.manager.lastOptions.arguments()).isEqualTo(Map.of("pid", "3"));
        Map<String, Object> tracker = server.request("GET", "/api/v1/trackers/2").send().json();
        assertThat((List<?>) tracker.get("updates")).hasSize(1);
        assertThat(tracker).hasEntrySatisfying("failed_update", failed -> assertThat(failed.toString()).contains("refused"));
        assertThat(server.request("PUT", "/api/v1/trackers/9").body("application/json", OBJECT).send().status)
                .isEqualTo(404);
    }

    @Test
    void trackers_are_stopped_started_and_removed() throws Exception {
        assertThat(server.request("POST", "/api/v1/trackers/2/stop").send().json()).containsEntry("state", "stopped");
        assertThat(server.request("POST", "/api/v1/trackers/2/start?arg.pid=1").send().json())
                .containsEntry("state", "running");
        assertThat(server.manager.lastOptions.arguments()).isEqualTo(Map.of("pid", "1"));
        Reply removed = server.request("DELETE", "/api/v1/trackers/2").send();
        assertThat(removed.status).isEqualTo(204);
        assertThat(removed.body).isEmpty();
        assertThat(server.request("GET", "/api/v1/trackers/2").send().status).isEqualTo(404);
    }

    @Test
    void a_plan_for_another_kernel_takes_its_types_in_a_form() throws Exception {
        String form = "--x\r\nContent-Disposition: form-data; name=\"package\"; filename=\"opens.bpf.o\"\r\n\r\nELF\r\n--x\r\n"
                + "Content-Disposition: form-data; name=\"btf\"; filename=\"6.1.btf\"\r\n\r\nBTF\r\n--x--\r\n";
        byte[] body = form.getBytes(StandardCharsets.US_ASCII);
        String type = "multipart/form-data; boundary=x";

        Map<String, Object> plan = server.request("POST", "/api/v1/plan?kernel=6.1").body(type, body).send().json();

        assertThat(plan).containsEntry("kernel", "Linux 6.1");
        assertThat(plan.get("relocations").toString()).contains("struct file has no member", "opens.bpf.c:12");
        assertThat(server.manager.lastKernel.name()).isEqualTo("6.1.btf");
        assertThat(server.manager.lastKernel.release()).isEqualTo("6.1");
        assertThat(new String(server.manager.lastKernel.content(), StandardCharsets.US_ASCII)).isEqualTo("BTF");
        assertThat(server.request("POST", "/api/v1/plan?kernel=6.1").body("application/octet-stream", OBJECT).send().status)
                .isEqualTo(400);
        assertThat(server.request("POST", "/api/v1/plan").body(type, "--x--".getBytes(StandardCharsets.US_ASCII)).send()
                .status).isEqualTo(400);
    }

    @Test
    void the_kernels_types_come_in_a_form_and_stay_until_they_are_replaced_or_cleared() throws Exception {
        String btf = "--x\r\nContent-Disposition: form-data; name=\"btf\"; filename=\"5.4.btf\"\r\n\r\nBTF\r\n--x--\r\n";
        String both = "--x\r\nContent-Disposition: form-data; name=\"package\"\r\n\r\nELF\r\n" + btf;
        String type = "multipart/form-data; boundary=x";
        GivenTypes types = GivenTypes.of("5.4.btf", ascii("BTF"));

        assertThat(server.request("POST", "/api/v1/trackers?arg.pid=1").body(type, ascii(both)).send().status).isEqualTo(201);
        assertThat(server.manager.lastOptions.btf()).contains(types);
        assertThat(server.manager.lastOptions.btf().orElseThrow().name()).isEqualTo("5.4.btf");
        assertThat(server.manager.lastSource.content()).isEqualTo(ascii("ELF"));
        assertThat(server.request("PUT", "/api/v1/trackers/1").body(type, ascii(both)).send().status).isEqualTo(200);
        assertThat(server.manager.lastUpdate.options().orElseThrow().btf()).contains(types);
        assertThat(server.request("POST", "/api/v1/trackers/1/start").body(type, ascii(btf)).send().status).isEqualTo(200);
        assertThat(server.manager.lastOptions).isEqualTo(StartOptions.none().withBtf(types));

        server.manager.tracker(1).options = StartOptions.none().withBtf(types);
        assertThat(server.request("GET", "/api/v1/trackers/1").send().json().get("options").toString()).contains("5.4.btf",
                types.sha256());
        server.request("POST", "/api/v1/trackers/1/start?arg.pid=1").send();
        assertThat(server.manager.lastOptions.btf()).contains(types);
        server.request("POST", "/api/v1/trackers/1/start?arg.pid=1&clear_options=true").send();
        assertThat(server.manager.lastOptions.btf()).isEmpty();
        server.request("PUT", "/api/v1/trackers/1?arg.pid=1").body("application/octet-stream", OBJECT).send();
        assertThat(server.manager.lastUpdate.options().orElseThrow().btf()).contains(types);
        server.request("PUT", "/api/v1/trackers/1").body("application/octet-stream", OBJECT).send();
        assertThat(server.manager.lastUpdate.options()).isEmpty();

        for (String path : List.of("/api/v1/trackers", "/api/v1/plan")) {
            Reply one = server.request("POST", path).body(type, ascii(btf)).send();
            assertThat(one.status).isEqualTo(400);
            assertThat(one.body).contains("it takes two, package and btf");
        }
        assertThat(server.request("POST", "/api/v1/trackers/1/start").body(type, ascii(both)).send().body)
                .contains("it takes one, btf");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void stats_kernel_plan_and_schema_are_told() throws Exception {
        Map<String, Object> stats = server.request("GET", "/api/v1/trackers/1/stats").send().json();
        assertThat(((List<?>) stats.get("streams")).get(0).toString()).contains("kernel_lost=null", "read=7");
        assertThat(((List<?>) stats.get("subscribers")).get(0).toString()).contains("offered=5", "pending=1");
        assertThat(stats).containsKeys("programs", "maps");

        Map<String, Object> kernel = server.request("GET", "/api/v1/kernel").send().json();
        assertThat(kernel).containsEntry("usable", true);
        assertThat(kernel.get("findings").toString()).contains("verdict=lacking", "remedy=boot another kernel");

        Map<String, Object> plan = server.request("POST", "/api/v1/plan").json("{}").send().json();
        assertThat(plan).containsEntry("runnable", false).containsEntry("name", "opens");
        assertThat(plan.get("obstacles").toString()).contains("kind=unsupported");

        Reply schema = server.request("GET", "/api/v1/package.schema.json").send();
        assertThat(schema.headers).containsEntry("content-type", "application/schema+json");
        assertThat(schema.json()).containsEntry("$id", "urn:eunomia:package:1");
    }

    @ParameterizedTest
    @EnumSource(FailureKind.class)
    void failures_become_problems_with_a_fitting_status(FailureKind kind) throws Exception {
        server.manager.failure = new Failure(kind, "what", 22, "do this", "0: (b7) r0 = 0", "/data");
        Reply reply = server.request("POST", "/api/v1/trackers").json("{}").send();

        Map<FailureKind, Integer> statuses = new EnumMap<>(Map.of(FailureKind.BAD_PACKAGE, 400,
                FailureKind.BAD_REQUEST, 400, FailureKind.TOO_LARGE, 413, FailureKind.VERIFIER, 422,
                FailureKind.NO_TARGET, 422, FailureKind.UNSUPPORTED, 422, FailureKind.NOT_FOUND, 404,
                FailureKind.CONFLICT, 409, FailureKind.NOT_PERMITTED, 403, FailureKind.INTERNAL, 500));
        statuses.put(FailureKind.STORAGE, 507);
        statuses.put(FailureKind.PLACE_FULL, 409);
        statuses.put(FailureKind.EXHAUSTED, 503);
        String word = kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        assertThat(reply.status).isEqualTo(statuses.get(kind));
        assertThat(reply.headers).containsEntry("content-type", "application/problem+json");
        assertThat(reply.json()).containsEntry("type", "urn:eunomia:problem:" + word).containsEntry("kind", word)
                .containsEntry("status", reply.status).containsEntry("detail", "what").containsEntry("errno", 22)
                .containsEntry("instance", "/api/v1/trackers").containsEntry("pointer", "/data")
                .containsEntry("hint", "do this").containsEntry("verifier_log", "0: (b7) r0 = 0")
                .containsKey("title");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "GET    | /                              | 404 | openapi.json",
            "GET    | /api/v1/trackers/x             | 404 | is no id of a tracker",
            "GET    | /api/v1/trackers/1/            | 404 | there is nothing at",
            "PATCH  | /api/v1/trackers/1             | 405 | PATCH does nothing",
            "GET    | /start                         | 405 | GET does nothing",
            "GET    | /api/v1/trackers?fiter=1       | 400 | unknown query parameter \\\"fiter\\\"",
            "GET    | /api/v1/trackers?a=%zz         | 400 | malformed escape",
            "POST   | /api/v1/trackers?arg.a=1&nam=b | 400 | known here: export, export.NAME, name, arg.NAME, attach.NAME, without, lenient, persist, map.NAME, table, hist, stacks, jvm_maps, default_name",
            "POST   | /api/v1/trackers?name=a&name=b | 400 | given 2 times",
            "POST   | /api/v1/trackers?export.f.x=1  | 400 | not asked for"})
    void what_is_not_there_is_told(String method, String path, int status, String part) throws Exception {
        Reply reply = server.request(method, path).send();

        assertThat(reply.status).isEqualTo(status);
        assertThat(reply.body).contains(part);
    }

    @Test
    void methods_that_are_allowed_are_named() throws Exception {
        assertThat(server.request("PATCH", "/api/v1/trackers/1").send().headers)
                .containsEntry("allow", "DELETE, GET, HEAD, PUT");
    }

    @Test
    void other_media_types_are_refused() throws Exception {
        Reply form = server.request("POST", "/api/v1/trackers")
                .body("application/x-www-form-urlencoded", "a=b".getBytes(StandardCharsets.UTF_8)).send();

        assertThat(form.status).isEqualTo(415);
        assertThat(form.json().get("hint").toString()).contains("application/octet-stream");
    }
}
