package io.eunomia.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.CoreOptions.systemPackages;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import io.eunomia.runtime.TrackerManager;
import io.eunomia.runtime.TrackerState;
import io.eunomia.testkit.Await;
import io.eunomia.testkit.Distribution;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

/**
 * A plain Felix whose owner configures Eunomia as everything else there: by Config Admin, with what Metatype says about it.
 * What Config Admin does not say is taken from the framework's properties.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ConfigurationIT {
    private static final String HTTP = "io.eunomia.http";
    private static final String LISTENER = "io.eunomia.http.listener";
    private static final String RUNTIME = "io.eunomia.runtime";
    private static final String WATCH = "io.eunomia.runtime.watch";
    private static final String SHELL = "io.eunomia.shell";
    private static final String FOLDER = "eunomia.test.folder";
    private static final String PATH_OF_FRAMEWORK = "/framework";

    @Inject
    private BundleContext context;

    @Inject
    private ConfigurationAdmin admin;

    @Inject
    private MetaTypeService metatype;

    @Configuration
    public Option[] plainFelix() throws IOException {
        Path folder = Files.createTempDirectory("eunomia-itest-");
        folder.toFile().deleteOnExit();
        return options(
                // Pax Exam's own logging bundle has SLF4J 1.7, which nobody here imports.
                systemProperty("pax.exam.logging").value("none"),
                systemProperty("pax.exam.osgi.unresolved.fail").value("true"),
                systemPackages("org.slf4j;version=\"2.0.20\"", "org.slf4j.event;version=\"2.0.20\"",
                        "org.slf4j.helpers;version=\"2.0.20\"", "org.slf4j.spi;version=\"2.0.20\"",
                        "org.apache.commons.fileupload;version=\"1.6.0\"",
                        "org.apache.commons.fileupload.disk;version=\"1.6.0\"",
                        // Of this test itself.
                        "io.eunomia.testkit"),
                frameworkProperty("org.apache.felix.http.host").value("127.0.0.1"),
                frameworkProperty("org.osgi.service.http.port").value("0"),
                frameworkProperty("eunomia.http.path").value(PATH_OF_FRAMEWORK),
                frameworkProperty(FOLDER).value(folder.toString()),
                bundle(onClassPath("org.apache.felix.configadmin")), bundle(onClassPath("org.apache.felix.metatype")),
                junitBundles(), bundles());
    }

    private static String onClassPath(String artifact) {
        return Stream.of(System.getProperty("java.class.path").split(":")).map(Path::of)
                .filter(jar -> jar.getFileName().toString().matches("\\Q" + artifact + "\\E-[0-9][0-9.]*\\.jar"))
                .map(jar -> jar.toUri().toString()).findFirst()
                .orElseThrow(() -> new AssertionError("no " + artifact + " on the class path"));
    }

    private static Option bundles() throws IOException {
        try (Stream<Path> jars = Files.list(Path.of(System.getProperty("eunomia.distribution"), "bundle"))) {
            return composite(jars.sorted().map(jar -> bundle(jar.toUri().toString())).toArray(Option[]::new));
        }
    }

    @After
    public void forget() throws IOException {
        // Not deleted: SCR takes a configuration that is made anew at once for an older state of the deleted one.
        for (String pid : List.of(WATCH, LISTENER, HTTP, RUNTIME)) {
            configure(pid, Map.of());
        }
    }

    @Test
    public void the_port_and_the_path_are_configured_and_follow_their_configuration() throws IOException {
        int first = freePort();
        configure(LISTENER, Map.of("eunomia.http.port", first));
        awaitStatus(200, first, PATH_OF_FRAMEWORK + "/healthz");

        configure(HTTP, Map.of("eunomia.http.path", "/configured"));
        awaitStatus(200, first, "/configured/healthz");
        // No servlet is there any more, which our listener answers as it does while the interface starts.
        awaitStatus(503, first, PATH_OF_FRAMEWORK + "/healthz");

        int second = freePort();
        configure(LISTENER, Map.of("eunomia.http.port", Integer.toString(second), "eunomia.http.host", "127.0.0.1"));
        awaitStatus(200, second, "/configured/healthz");
        awaitStatus(-1, first, "/configured/healthz");

        // A form for a configuration writes what was not filled in as empty texts.
        configure(HTTP, Map.of("eunomia.http.path", "", "eunomia.http.token-file", ""));
        awaitStatus(200, second, PATH_OF_FRAMEWORK + "/healthz");
    }

    @Test
    public void the_state_folder_is_configured_once_for_the_trackers_and_the_token() throws IOException {
        Path state = Files.createDirectory(folder().resolve("state"));
        configure(RUNTIME, Map.of("eunomia.state", state.toString(), "eunomia.trackers.max", 1));
        int port = freePort();
        configure(LISTENER, Map.of("eunomia.http.port", port));
        Await.until("the token", () -> Files.exists(state.resolve("token")));

        Path watched = Files.createDirectory(folder().resolve("watched"));
        configure(WATCH, Map.of("eunomia.watch.dir", watched.toString(), "eunomia.watch.interval", 50L));
        Path file = watched.resolve("watched.bpf.o");
        Files.write(file, Distribution.bytes(Distribution.object("opens")));
        Await.until("the file's tracker", () -> runs("watched"));
        assertTrue(Files.exists(state.resolve("trackers.json")));

        Files.write(watched.resolve("second.bpf.o"), Distribution.bytes(Distribution.object("opens")));
        Await.until("the second to be refused", () -> Files.exists(watched.resolve("second.bpf.o.error")));
        assertTrue(Files.readString(watched.resolve("second.bpf.o.error")), !runs("second"));

        configure(RUNTIME, Map.of("eunomia.state", state.toString()));
        Await.until("both, as there may be more of them", () -> runs("watched") && runs("second"));
        Files.delete(file);
        Files.delete(watched.resolve("second.bpf.o"));
        Await.until("both to be gone", () -> !runs("watched") && !runs("second"));
    }

    @Test
    public void the_shells_socket_is_configured() throws IOException {
        Path socket = folder().resolve("configured.sock");
        configure(SHELL, Map.of("eunomia.shell.socket", socket.toString()));
        Await.until("the socket", () -> Files.exists(socket));
        admin.getConfiguration(SHELL, null).delete();
        Await.until("the socket to be gone", () -> !Files.exists(socket));
    }

    @Test
    public void metatype_describes_each_setting_and_gives_no_default() {
        Set<String> described = new TreeSet<>();
        for (var bundle : context.getBundles()) {
            for (String pid : metatype.getMetaTypeInformation(bundle).getPids()) {
                if (!pid.startsWith("io.eunomia.")) {
                    continue;
                }
                ObjectClassDefinition form = metatype.getMetaTypeInformation(bundle).getObjectClassDefinition(pid, null);
                described.add(pid);
                for (AttributeDefinition setting : form.getAttributeDefinitions(ObjectClassDefinition.ALL)) {
                    assertTrue(setting.getID(), setting.getID().startsWith("eunomia."));
                    assertTrue(setting.getID(), setting.getDescription().length() > 20);
                    // A default in the component would hide the framework's property, and a token has none at all.
                    assertNull(setting.getID(), setting.getDefaultValue());
                }
                assertNull(pid, form.getAttributeDefinitions(ObjectClassDefinition.REQUIRED));
            }
        }
        assertEquals(new TreeSet<>(List.of(HTTP, LISTENER, RUNTIME, WATCH, SHELL)), described);
    }

    private void configure(String pid, Map<String, Object> values) throws IOException {
        admin.getConfiguration(pid, null).update(new Hashtable<>(values));
    }

    /** The manager of the moment: another configuration of the runtime brings another one. */
    private boolean runs(String name) {
        ServiceReference<TrackerManager> reference = context.getServiceReference(TrackerManager.class);
        TrackerManager manager = reference == null ? null : context.getService(reference);
        return manager != null && manager.find(name).filter(tracker -> tracker.state() == TrackerState.RUNNING).isPresent();
    }

    private Path folder() {
        return Path.of(context.getProperty(FOLDER));
    }

    private static void awaitStatus(int status, int port, String path) {
        Await.until(path + " at " + port + " to answer " + status, Await.LONG, () -> status(port, path) == status,
                () -> "it answers " + status(port, path));
    }

    private static int status(int port, String path) {
        try {
            return ((HttpURLConnection) new URL("http://127.0.0.1:" + port + path).openConnection()).getResponseCode();
        } catch (IOException e) {
            return -1;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
