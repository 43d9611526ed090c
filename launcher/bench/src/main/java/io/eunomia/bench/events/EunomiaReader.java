package io.eunomia.bench.events;

import io.eunomia.bench.host.Api;
import io.eunomia.bench.host.Child;
import io.eunomia.bench.host.Daemon;
import io.eunomia.bench.host.Pause;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A tracker in the daemon with subscribers or without. */
final class EunomiaReader implements Session {
    private static final String TRACKERS = "/api/v1/trackers";
    /** Decodes the two fields that the C callback reads, of every event, and lets none pass. */
    private static final String NONE_PASSES = "(%26(pid%3E=1)(number=0))";

    private final Daemon daemon;
    private final Api api;
    private final String path;
    private final List<Child> clients = new ArrayList<>();

    private EunomiaReader(Daemon daemon, String path) {
        this.daemon = daemon;
        this.api = daemon.connect();
        this.path = path;
    }

    /** Read and counted: nobody listens. */
    static Subject.Opener count(String object) {
        return setting -> open(setting, object, "");
    }

    /** Each event's fields are read by a filter that matches none. */
    static Subject.Opener decode() {
        return setting -> {
            EunomiaReader reader = open(setting, "flood", "");
            reader.listen("?format=ndjson&filter=" + NONE_PASSES);
            return reader;
        };
    }

    static Subject.Opener jsonFile() {
        return setting -> open(setting, "flood", "&export=file&export.file.format=json&export.file.path="
                + setting.bench().folder("export").resolve("events.json"));
    }

    /** NDJSON over HTTP; the clients throw it away. */
    static Subject.Opener http(int clients) {
        return setting -> {
            EunomiaReader reader = open(setting, "flood", "");
            for (int i = 0; i < clients; i++) {
                reader.listen("?format=ndjson");
            }
            return reader;
        };
    }

    /** The same with clients each of which wants the fields in another order, so that none shares what is written for it. */
    static Subject.Opener httpAlone(int clients) {
        return setting -> {
            EunomiaReader reader = open(setting, "flood", "");
            List<String> fields = new ArrayList<>(List.of("number", "time", "pid", "cpu", "comm", "rest"));
            for (int i = 0; i < clients; i++) {
                reader.listen("?format=ndjson&fields=" + String.join(",", fields));
                Collections.rotate(fields, 1);
                if (i == fields.size() - 1) {
                    Collections.reverse(fields);
                }
            }
            return reader;
        };
    }

    private static EunomiaReader open(Subject.Setting setting, String object, String query) throws IOException {
        byte[] bytes = Files.readAllBytes(setting.bench().object(object));
        try (Api api = setting.daemon().connect()) {
            Object id = api.post(TRACKERS + "?name=flood&arg.target=" + setting.target() + "&arg.burst=" + setting.burst()
                    + query, bytes).good().json().get("id");
            return new EunomiaReader(setting.daemon(), TRACKERS + '/' + id);
        }
    }

    /** Returns when the daemon knows the client. */
    private void listen(String query) {
        clients.add(Child.start(List.of("curl", "-sN", "-o", "/dev/null", "-H", "Authorization: Bearer " + daemon.token(),
                "http://127.0.0.1:" + daemon.port() + path + "/events" + query)));
        for (int i = 0; i < 200 && subscribers(stats()).size() < clients.size(); i++) {
            Pause.millis(10);
        }
    }

    private Map<String, Object> stats() {
        return api.get(path + "/stats").good().json();
    }

    @SuppressWarnings("unchecked")    // the daemon's own JSON
    private static List<Map<String, Object>> subscribers(Map<String, Object> stats) {
        return (List<Map<String, Object>>) stats.get("subscribers");
    }

    @Override
    public long pid() {
        return daemon.pid();
    }

    /** What the slowest subscriber has got; what no subscriber wants counts as got. */
    @Override
    @SuppressWarnings("unchecked")    // the daemon's own JSON
    public Counts counts() {
        Map<String, Object> stats = stats();
        Map<String, Object> stream = ((List<Map<String, Object>>) stats.get("streams")).get(0);
        long read = ((Number) stream.get("read")).longValue();
        long lost = stream.get("kernel_lost") instanceof Number n ? n.longValue() : 0;
        long dropped = 0;
        long pending = 0;
        for (Map<String, Object> subscriber : subscribers(stats)) {
            dropped = Math.max(dropped, ((Number) subscriber.get("dropped")).longValue());
            pending = Math.max(pending, ((Number) subscriber.get("pending")).longValue());
        }
        return new Counts(read - dropped - pending, lost + dropped);
    }

    @Override
    public void close() {
        try (api) {
            api.delete(path).good();
        } finally {
            clients.forEach(Child::close);
        }
    }
}
