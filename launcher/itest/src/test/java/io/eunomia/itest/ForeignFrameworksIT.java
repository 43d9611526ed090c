package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.testkit.Await;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.Outcome;
import io.eunomia.testkit.Running;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The distribution's bundles in frameworks that Eunomia did not start, beside a tracker of somebody else that brings an
 * export handler and a format, and a bundle that uses the embedding API.
 */
@Tag("kernel")
@Timeout(240)
class ForeignFrameworksIT {
    @TempDir
    private Path folder;
    private String url;

    @ParameterizedTest
    @ValueSource(strings = {"org.apache.felix.framework", "org.eclipse.osgi"})
    void a_bundle_uses_trackers_and_a_trackers_own_code_works(String framework) throws Exception {
        Path seen = folder.resolve("seen");
        Path folders = folder.resolve("folders");
        int port = freePort();
        url = "http://127.0.0.1:" + port;
        try (Running running = Running.start(new ProcessBuilder(command(framework, port, seen)))) {
            Await.until("the framework", Await.LONG, () -> running.out().contains("started") || !running.process().isAlive(),
                    () -> running.out() + running.err());
            assertThat(running.process().isAlive()).as(running.out() + running.err()).isTrue();

            Await.until("an event for the bundle", Await.LONG, () -> exec() && Files.exists(seen) && read(seen).contains("Exec[time="),
                    () -> running.out() + running.err());
            assertThat(seen).content().contains("Exec[time=").contains("is a bundle").contains("Eunomia.of");

            Await.until("HTTP", Await.LONG, () -> status("/healthz") == 200, () -> running.out() + running.err());
            assertThat(get("/")).isEqualTo("the host's /");
            assertThat(get("/host/anything")).isEqualTo("the host's /host/anything");
            assertThat(status("/api/v1/trackers")).isEqualTo(401);
            assertThat(get("/anything")).contains("urn:eunomia:problem:");
            String trackers = get("/api/v1/trackers");
            assertThat(trackers).as(running.out() + running.err()).contains("\"name\":\"opens_with_code\"");
            int id = id(trackers);
            assertThat(post("/api/v1/trackers/" + id + "/stop")).contains("stopped");
            assertThat(post("/api/v1/trackers/" + id + "/start?export=folders&export.folders.path=" + folders
                    + "&export.folders.enrich=host&arg.target_pid=" + ProcessHandle.current().pid())).contains("running");
            assertThat(get("/api/v1/trackers/" + id)).contains("\"addable\":[\"executable\",\"host\"]");
            Await.until("the export", Await.LONG, () -> open("/nowhere/in/particular") && Files.exists(folders)
                    && read(folders).contains("/nowhere/in"), () -> running.out() + running.err());

            running.process().getOutputStream().close();
            Outcome end = running.finish(Await.LONG);
            assertThat(end.exit()).as(end.out() + end.err()).isZero();
            assertThat(folder.resolve("completed")).exists();
        }
    }

    private List<String> command(String framework, int port, Path seen) throws IOException {
        List<String> words = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions", "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
                String.join(":", framework(framework), jar("slf4j-api"), jar("slf4j-simple"),
                        Path.of("target", "test-classes").toAbsolutePath().toString()),
                FrameworkMain.class.getName(), "org.osgi.framework.storage=" + folder.resolve("storage"),
                "org.apache.felix.http.host=127.0.0.1", "org.osgi.service.http.port=" + port,
                "eunomia.state=" + folder.resolve("state"), EmbeddedInBundle.FILE + "=" + seen));
        for (String part : List.of("bundle", "trackers")) {
            try (Stream<Path> jars = Files.list(Distribution.home().resolve(part))) {
                jars.sorted().map(Path::toString).forEach(words::add);
            }
        }
        try (Stream<Path> jars = Files.list(Distribution.home().resolve("lib"))) {
            jars.map(Path::toString).filter(name -> name.contains("/embed-")).forEach(words::add);
        }
        words.add(jar("example.tracker"));
        words.add(bundle().toString());
        return words;
    }

    /** Felix is on the class path; Equinox is beside it, so that nobody finds two frameworks there. */
    private static String framework(String artifact) {
        Path beside = Path.of("target", "frameworks", artifact + ".jar").toAbsolutePath();
        return Files.exists(beside) ? beside.toString() : jar(artifact);
    }

    /** A jar of the class path, by its artifact. */
    private static String jar(String artifact) {
        return Stream.of(System.getProperty("java.class.path").split(":"))
                .filter(jar -> Path.of(jar).getFileName().toString().matches("\\Q" + artifact + "\\E-[0-9][0-9.]*\\.jar"))
                .findFirst().orElseThrow(() -> new AssertionError("no " + artifact + " on the class path"));
    }

    private Path bundle() throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "com.example.embedding");
        headers.putValue("Bundle-Activator", EmbeddedInBundle.class.getName());
        headers.putValue("Import-Package", "org.osgi.framework,io.eunomia.launcher.embed,io.eunomia.runtime,"
                + "io.eunomia.runtime.event,jakarta.servlet,jakarta.servlet.http");
        Path file = folder.resolve("embedding.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            add(out, EmbeddedInBundle.class);
            for (Class<?> part : EmbeddedInBundle.class.getDeclaredClasses()) {
                add(out, part);
            }
        }
        return file;
    }

    private static void add(JarOutputStream out, Class<?> type) throws IOException {
        String name = type.getName().replace('.', '/') + ".class";
        out.putNextEntry(new ZipEntry(name));
        try (InputStream in = ForeignFrameworksIT.class.getClassLoader().getResourceAsStream(name)) {
            in.transferTo(out);
        }
        out.closeEntry();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean exec() {
        try (Running running = Running.start(new ProcessBuilder("true"))) {
            return running.finish(Await.LONG).exit() == 0;
        }
    }

    private static boolean open(String path) {
        return !Files.isReadable(Path.of(path)) && !openable(path);
    }

    private static boolean openable(String path) {
        try {
            Files.newInputStream(Path.of(path)).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    private int status(String path) {
        try {
            return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(url + path)).build(),
                    BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static int id(String tracker) {
        return Integer.parseInt(tracker.replaceFirst("(?s).*\"id\":(\\d+),\"name\":\"opens_with_code\".*", "$1"));
    }

    private String get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(authorized(path).build(), BodyHandlers.ofString()).body();
    }

    private String post(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(authorized(path).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString())
                .body();
    }

    private HttpRequest.Builder authorized(String path) throws IOException {
        return HttpRequest.newBuilder(URI.create(url + path)).header("Authorization",
                "Bearer " + Files.readString(folder.resolve("state/token")).trim());
    }
}
