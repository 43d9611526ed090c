package io.eunomia.itest;

import io.eunomia.launcher.embed.Eunomia;
import io.eunomia.launcher.embed.StartException;
import io.eunomia.runtime.TrackerManager;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.concurrent.Flow;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** The activator of a bundle that uses the embedding API in a framework that others started. */
public final class EmbeddedInBundle implements BundleActivator {
    /** Framework property: the file that gets what was seen. */
    static final String FILE = "test.seen";

    private Eunomia eunomia;

    record Exec(Instant time, int pid, String comm) {
    }

    @Override
    public void start(BundleContext context) throws Exception {
        TrackerManager manager = context.getService(context.getServiceReference(TrackerManager.class));
        eunomia = Eunomia.of(manager);
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("osgi.http.whiteboard.servlet.pattern", new String[] {"", "/host/*"});
        context.registerService(Servlet.class, new HostServlet(), properties);
        eunomia.events(eunomia.start("process"), Exec.class).subscribe(new First(Path.of(context.getProperty(FILE)), refusal()));
    }

    /** A framework within the framework would be another runtime, and finds no jars. */
    private static String refusal() {
        try (Eunomia second = Eunomia.builder().start()) {
            return "a second runtime started: " + second;
        } catch (StartException e) {
            return e.getMessage();
        }
    }

    @Override
    public void stop(BundleContext context) {
        eunomia.close();
    }

    /** Has the root of the host application. */
    private static final class HostServlet extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().write("the host's " + request.getRequestURI());
        }
    }

    /** Writes the first event that comes, and the end. */
    private record First(Path file, String refusal) implements Flow.Subscriber<Exec> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(1);
        }

        @Override
        public void onNext(Exec event) {
            write(file, event + "\n" + refusal);
        }

        @Override
        public void onError(Throwable failure) {
            write(file, failure.toString());
        }

        @Override
        public void onComplete() {
            write(file.resolveSibling("completed"), "");
        }

        private static void write(Path file, String text) {
            try {
                Files.writeString(file, text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
