package io.eunomia.http.internal;

import io.eunomia.http.internal.listen.Listener;
import io.eunomia.http.internal.listen.ListenerConfiguration;
import io.eunomia.runtime.KernelReport;
import io.eunomia.runtime.KernelReport.Finding;
import io.eunomia.runtime.KernelReport.Verdict;
import io.eunomia.runtime.TrackerManager;
import io.eunomia.runtime.event.EventFormats;
import io.eunomia.runtime.internal.format.CsvFormat;
import io.eunomia.runtime.internal.format.JsonFormat;
import io.eunomia.runtime.internal.format.PlainTextFormat;
import jakarta.servlet.Servlet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.apache.commons.fileupload.FileItem;
import org.apache.commons.io.IOUtils;
import org.apache.felix.http.jetty.internal.JettyService;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** The servlet in Felix's Jetty, over trackers that are made up: what is tested here is HTTP alone. */
final class TestServer implements AutoCloseable {
    final FakeManager manager = new FakeManager();
    final Path state;
    final int port;
    private final Framework framework;
    private final Bundle http;
    private final Object servlet;
    private final Object listener;

    /** @param settings framework properties besides the usual ones */
    TestServer(Path directory, Map<String, String> settings) throws Exception {
        state = Files.createDirectories(directory.resolve("state"));
        port = freePort();
        Map<String, String> all = new HashMap<>();
        all.put(Constants.FRAMEWORK_STORAGE, directory.resolve("bundles").toString());
        all.put("eunomia.state", state.toString());
        all.put("org.apache.felix.http.host", "127.0.0.1");
        if (settings.containsKey("org.apache.felix.http.timeout")) {
            all.put("org.osgi.service.http.port", Integer.toString(port));
        } else {
            all.put("org.osgi.service.http.port", "0");
            all.put("eunomia.http.port", Integer.toString(port));
        }
        all.put("org.apache.felix.http.jetty.acceptors", "1");
        all.put("org.apache.felix.http.jetty.selectors", "1");
        shareClassPath(all);
        all.putAll(settings);
        framework = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow().newFramework(all);
        framework.start();
        install(jar(Servlet.class));
        install(jar(IOUtils.class));
        install(jar(FileItem.class));
        install(jar(JettyService.class));
        http = framework.getBundleContext().installBundle("http", new ByteArrayInputStream(httpBundle()));
        http.start();
        servlet = register();
        Object unset = notConfigured(ListenerConfiguration.class);
        listener = http.loadClass(Listener.class.getName())
                .getConstructor(BundleContext.class, unset.getClass().getInterfaces()[0]).newInstance(http.getBundleContext(), unset);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The runtime's API is what the tests and the bundle share. */
    private static void shareClassPath(Map<String, String> settings) {
        String version = ";version=2.22.4,";
        settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, "io.eunomia.runtime,io.eunomia.runtime.descriptor,io.eunomia.runtime.view,io.eunomia.runtime.control,io.eunomia.runtime.display,"
                + "io.eunomia.runtime.event,io.eunomia.runtime.file,io.eunomia.runtime.setting,com.fasterxml.jackson.core" + version + "com.fasterxml.jackson.jr.ob" + version
                + "com.fasterxml.jackson.core.exc" + version + "com.fasterxml.jackson.core.io" + version
                + "org.slf4j;version=2.0.20,org.slf4j.spi;version=2.0.20,org.slf4j.event;version=2.0.20");
    }

    /** The classes under test as a bundle: in the container they meet the container's own classes. */
    private static byte[] httpBundle() throws IOException {
        Path classes = jar(ApiServlet.class);
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", "http");
        manifest.getMainAttributes().putValue("DynamicImport-Package", "*");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream out = new JarOutputStream(bytes, manifest); Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).filter(one -> !one.endsWith("MANIFEST.MF")).toList()) {
                out.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
        return bytes.toByteArray();
    }

    private static Path jar(Class<?> type) {
        return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
    }

    private void install(Path jar) throws BundleException {
        Bundle bundle = framework.getBundleContext().installBundle(jar.toUri().toString());
        bundle.start();
    }

    private Object register() throws ReflectiveOperationException {
        BundleContext context = http.getBundleContext();
        EventFormats formats = new FixedFormats(List.of(new JsonFormat(), new CsvFormat(), new PlainTextFormat(), new NumbersFormat()));
        KernelReport kernel = () -> List.of(new Finding("machine", "kernel", Verdict.GOOD, "6.18", ""),
                new Finding("attach", "kprobe", Verdict.LACKING, "no", "boot another kernel"));
        Object unset = notConfigured(HttpConfiguration.class);
        Object anywhere = notConfigured(StateConfiguration.class);
        Object made = http.loadClass(ApiServlet.class.getName())
                .getConstructor(BundleContext.class, unset.getClass().getInterfaces()[0], anywhere.getClass().getInterfaces()[0],
                        TrackerManager.class, KernelReport.class, EventFormats.class)
                .newInstance(context, unset, anywhere, manager, kernel, formats);
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("osgi.http.whiteboard.servlet.pattern", "/*");
        properties.put("osgi.http.whiteboard.servlet.asyncSupported", true);
        context.registerService(Servlet.class.getName(), made, properties);
        return made;
    }

    /** What a component is given where Config Admin has nothing for it: the framework's properties count. */
    private Object notConfigured(Class<?> configuration) throws ClassNotFoundException {
        Class<?> type = http.loadClass(configuration.getName());
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null);
    }

    String token() throws IOException {
        return Files.readString(state.resolve("token")).strip();
    }

    /** With the token. */
    RawRequest request(String method, String path) throws IOException {
        return bare(method, path).header("Authorization", "Bearer " + token());
    }

    /** Without it. */
    RawRequest bare(String method, String path) {
        return new RawRequest(port, method, path);
    }

    /** As Declarative Services does when the component goes. */
    void stopServlet() {
        deactivate(servlet);
    }

    private static void deactivate(Object component) {
        try {
            component.getClass().getMethod("close").invoke(component);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws BundleException {
        stopServlet();
        deactivate(listener);
        framework.stop();
        try {
            framework.waitForStop(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
