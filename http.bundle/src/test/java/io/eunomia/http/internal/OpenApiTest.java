package io.eunomia.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.eunomia.http.internal.Route.Face;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

/** openapi.json describes what is served: no more, no less. */
class OpenApiTest {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    @TempDir
    private Path state;

    @Test
    void describes_every_route_and_nothing_else() throws IOException {
        Set<String> described = new TreeSet<>();
        paths().forEach((path, methods) -> ((Map<?, ?>) methods).keySet().stream().filter(METHODS::contains)
                .forEach(method -> described.add(method.toString().toUpperCase(Locale.ROOT) + ' ' + path)));
        Set<String> served = new TreeSet<>();
        routes().forEach(route -> served.add(route.method() + ' ' + route.pattern()));

        assertThat(described).isEqualTo(served);
    }

    @Test
    void says_which_routes_need_no_token() throws IOException {
        Map<?, ?> paths = paths();
        for (Route route : routes()) {
            Map<?, ?> methods = (Map<?, ?>) paths.get(route.pattern());
            Map<?, ?> operation = (Map<?, ?>) methods.get(route.method().toLowerCase(Locale.ROOT));
            assertThat(List.of().equals(operation.get("security"))).as(route.pattern())
                    .isEqualTo(route.face() == Face.OPEN);
        }
    }

    @Test
    void refers_only_to_what_it_has() throws IOException {
        Map<?, ?> components = (Map<?, ?>) document().get("components");
        String text = JSON.std.asString(document());
        java.util.regex.Matcher matcher = java.util.regex.Pattern.compile("\"#/components/([a-z]+)/([A-Za-z]+)\"")
                .matcher(text);
        int references = 0;
        while (matcher.find()) {
            references++;
            assertThat(((Map<?, ?>) components.get(matcher.group(1))).containsKey(matcher.group(2)))
                    .as(matcher.group()).isTrue();
        }
        assertThat(references).isGreaterThan(50);
    }

    private List<Route> routes() {
        BundleContext bundle = (BundleContext) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {BundleContext.class}, (proxy, method, arguments) -> null);
        Settings settings = new Settings(state.resolve("token"), Set.of(), false, 1 << 20, 1, false, 1, Duration.ofSeconds(1));
        ApiServlet servlet = new ApiServlet(bundle, settings, new FakeManager(), List::of, new FixedFormats(List.of()));
        servlet.close();
        return servlet.routes();
    }

    private static Map<?, ?> paths() throws IOException {
        return (Map<?, ?>) document().get("paths");
    }

    private static Map<String, Object> document() throws IOException {
        try (InputStream in = ApiServlet.class.getResourceAsStream("/io/eunomia/http/openapi.json")) {
            return JSON.std.mapFrom(in);
        }
    }
}
