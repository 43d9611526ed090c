package io.eunomia.runtime.internal.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.contentOf;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.StartOptions.ExportRequest;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.event.EventFormat;
import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.export.ExportHandler;
import io.eunomia.runtime.internal.export.FileHandler;
import io.eunomia.runtime.internal.format.JsonFormat;
import io.eunomia.runtime.internal.parse.Jars;
import io.eunomia.testkit.Await;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

/** The framework may say only later that a tracker's own bundle has a format for its export. */
@Tag("kernel")
class AwaitedFormatTest {
    @TempDir
    private Path folder;
    private FrameworkFixture fixture;
    private Path file;

    @BeforeEach
    void start() throws Exception {
        fixture = new FrameworkFixture(folder.resolve("state"));
        file = folder.resolve("events");
        fixture.framework.getBundleContext().registerService(ExportHandler.class, new FileHandler(fixture.formats),
                new Hashtable<>(Map.of(ExportHandler.NAME, "file")));
    }

    @AfterEach
    void stop() throws Exception {
        fixture.close();
    }

    @Test
    void events_wait_for_the_format_of_the_trackers_own_bundle() throws Exception {
        byte[] descriptor = ("<component><service><provide interface=\"" + EventFormat.class.getName() + "\"/></service></component>")
                .getBytes(StandardCharsets.UTF_8);
        start(new Jars("own", object()).header("Service-Component", "OSGI-INF/late.xml").entry("OSGI-INF/late.xml", descriptor)
                .build());
        read("/nowhere/first");
        BundleContext context = fixture.framework.getBundleContext();
        EventFormat late = new Late();
        fixture.formats.add(late, context.registerService(EventFormat.class, late, null).getReference());
        Await.until("the event from before", () -> Files.exists(file) && contentOf(file.toFile()).contains("/nowhere/first"));
    }

    @Test
    void a_format_that_nobody_brings_is_refused() throws Exception {
        byte[] jar = new Jars("none", object()).build();
        Failure failure = catchThrowableOfType(TrackerException.class, () -> start(jar)).failure();
        assertThat(failure.message()).contains("setting format cannot be \"late\"");
        assertThat(file).doesNotExist();
    }

    private void start(byte[] jar) {
        fixture.trackers.start(new PackageSource("", jar, "test"), StartOptions.none()
                .withArguments(Map.of("target_pid", Long.toString(ProcessHandle.current().pid())))
                .withExports(List.of(new ExportRequest("file", Map.of("path", file.toString(), "format", "late",
                        "flush_interval", "0s")))));
    }

    private static void read(String path) throws IOException {
        try (InputStream none = Files.newInputStream(Path.of(path))) {
            throw new AssertionError(none);
        } catch (java.nio.file.NoSuchFileException e) {
            // The program saw the call.
        }
    }

    private static byte[] object() throws IOException {
        try (InputStream in = AwaitedFormatTest.class.getResourceAsStream("/bpf/engine_opens.bpf.o")) {
            return in.readAllBytes();
        }
    }

    /** JSON by another name. */
    private static final class Late implements EventFormat {
        private final EventFormat json = new JsonFormat();

        @Override
        public String name() {
            return "late";
        }

        @Override
        public String mediaType() {
            return "text/x-late";
        }

        @Override
        public Writer newWriter(List<EventSchema> streams, List<String> fields) {
            return json.newWriter(streams, fields);
        }
    }
}
