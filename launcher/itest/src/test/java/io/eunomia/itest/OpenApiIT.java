package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.eunomia.testkit.Api;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.Packages;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** openapi.json is what makers of clients need, and what the daemon answers is what it says. */
@Tag("kernel")
@Timeout(120)
class OpenApiIT {
    private static final String PLACE = "https://eunomia.invalid/openapi.json";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete");

    @TempDir
    private Path state;

    @Test
    void the_document_is_valid() throws IOException {
        SwaggerParseResult result = new OpenAPIV3Parser().readContents(document());
        assertThat(result.getMessages()).isEmpty();
        assertThat(result.getOpenAPI().getPaths()).isNotEmpty();
    }

    @Test
    void every_operation_has_an_id_of_its_own_and_a_summary() throws IOException {
        Set<String> ids = new TreeSet<>();
        int operations = 0;
        for (JsonNode path : new ObjectMapper().readTree(document()).get("paths")) {
            for (String method : METHODS) {
                if (path.has(method)) {
                    operations++;
                    assertThat(path.get(method).path("operationId").asText()).matches("[a-z][A-Za-z0-9]+");
                    assertThat(path.get(method).path("summary").asText()).isNotEmpty();
                    ids.add(path.get(method).get("operationId").asText());
                }
            }
        }
        assertThat(ids).hasSize(operations);
    }

    @Test
    void every_object_of_an_answer_says_which_members_are_always_there() throws IOException {
        JsonNode root = new ObjectMapper().readTree(document());
        List<String> without = new ArrayList<>();
        lackingRequired("#/components/schemas", root.at("/components/schemas"), without);
        for (Map.Entry<String, JsonNode> path : root.get("paths").properties()) {
            for (JsonNode operation : path.getValue()) {
                lackingRequired(path.getKey(), operation.path("responses"), without);
            }
        }
        assertThat(without).isEmpty();
    }

    private static void lackingRequired(String place, JsonNode node, List<String> without) {
        if (node.path("properties").isObject() && node.path("required").isEmpty()) {
            without.add(place);
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            lackingRequired(place + '/' + member.getKey(), member.getValue(), without);
        }
    }

    @Test
    void answers_are_as_the_document_says() throws Exception {
        try (Daemon daemon = Daemon.start(state)) {
            Api api = new Api(daemon);
            byte[] opens = Packages.own("opens", "1.0.0", Distribution.object("opens"), Map.of());
            Schema tracker = schema("Tracker");
            int id = Api.id(conforming(tracker, 201, api.install(opens)));
            conforming(tracker, 200, api.show(id));
            conforming(schema("Receipt"), 200, api.update(id, Packages.own("opens", "1.1.0", Distribution.object("opens"),
                    Map.of())));
            conforming(schema("Stats"), 200, api.stats(id));
            conforming(schema("Plan"), 200, api.plan(opens));
            conforming(schema("History"), 200, daemon.curl("/api/v1/trackers/" + id + "/history"));
            conforming(schema("Kernel"), 200, daemon.curl("/api/v1/kernel"));
            conforming(schema("Problem"), 400, api.install(new byte[] {'{'}));
            conforming(schema("Problem"), 404, api.show(4711));
            conforming(tracker, 200, api.action(id, "stop"));
            assertThat(api.remove(id).status()).isEqualTo(204);
        }
    }

    private static Daemon.Reply conforming(Schema schema, int status, Daemon.Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(schema.validate(reply.body(), InputFormat.JSON)).as(reply.body()).isEmpty();
        return reply;
    }

    private static Schema schema(String name) throws IOException {
        String text = document();
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemas(Map.of(PLACE, text)))
                .getSchema(SchemaLocation.of(PLACE + "#/components/schemas/" + name));
    }

    private static String document() throws IOException {
        try (InputStream in = OpenApiIT.class.getResourceAsStream("/io/eunomia/http/openapi.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
