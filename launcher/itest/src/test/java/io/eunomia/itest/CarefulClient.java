package io.eunomia.itest;

import io.eunomia.itest.Acknowledged.Known;
import io.eunomia.testkit.Api;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.Packages;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** A client that remembers what it was told, over the restarts of its daemon, and holds it to that. Not thread-safe. */
final class CarefulClient {
    private static final int NAMES = 4;

    private final Random random;
    private final HostileTally tally;
    private final Acknowledged said = new Acknowledged();
    private Daemon daemon;
    private Api api;
    private int version;

    CarefulClient(Random random, HostileTally tally) {
        this.random = random;
        this.tally = tally;
    }

    /** From now on this one is asked. */
    void ask(Daemon next) {
        daemon = next;
        api = new Api(next);
    }

    Api api() {
        return api;
    }

    /** By id, as acknowledged. */
    Map<Integer, Known> trackers() {
        return said.trackers();
    }

    /** Some trackers of which some run, that have to outlive everything. */
    void populate() {
        for (int i = 0; i < NAMES; i++) {
            install("kept" + i);
        }
        stop(said.trackers().keySet().iterator().next());
    }

    /** A package with a version that was never used before. */
    byte[] nextVersion(String name) {
        return content(name, ++version);
    }

    private static byte[] content(String name, int number) {
        return Packages.own(name, number + ".0.0", Distribution.object("opens"), Map.of());
    }

    void install(String name) {
        version++;
        Known coming = new Known(name, version + ".0.0", "running");
        said.beginInstall(coming);
        Daemon.Reply reply = api.install(content(name, version));
        expect(reply, 201);
        said.is(Api.id(reply), coming);
        said.answered();
        tally.add("acknowledged installs");
    }

    void update(int id) {
        Known before = said.trackers().get(id);
        version++;
        Known after = new Known(before.name(), version + ".0.0", before.state());
        said.begin(id, Optional.of(after));
        expect(api.update(id, content(before.name(), version)), 200);
        said.is(id, after);
        said.answered();
        tally.add("acknowledged updates");
    }

    private void start(int id) {
        change(id, "running", "start");
    }

    private void stop(int id) {
        change(id, "stopped", "stop");
    }

    private void change(int id, String into, String word) {
        Known before = said.trackers().get(id);
        Known after = new Known(before.name(), before.version(), into);
        said.begin(id, Optional.of(after));
        expect(api.action(id, word), 200);
        said.is(id, after);
        said.answered();
        tally.add("acknowledged " + word + 's');
    }

    void remove(int id) {
        said.begin(id, Optional.empty());
        expect(api.remove(id), 204);
        said.gone(id);
        said.answered();
        tally.add("acknowledged removals");
    }

    void expect(Daemon.Reply reply, int status) {
        if (reply.status() != status) {
            throw new AssertionError("expected " + status + ", came " + reply + "; log: " + tail());
        }
    }

    String tail() {
        String log = daemon.log();
        return log.substring(Math.max(0, log.length() - 1500));
    }

    /** Something that a client may do. */
    void step() {
        int id = any("");
        switch (random.nextInt(6)) {
            case 0 -> {
                if (said.trackers().size() < 8) {
                    install("step" + ++version);
                } else {
                    remove(id);
                }
            }
            case 1 -> {
                if (said.trackers().size() > 3) {
                    remove(id);
                } else {
                    install("step" + ++version);
                }
            }
            case 2 -> start(id);
            case 3 -> stop(id);
            default -> update(id);
        }
    }

    /** @param state that it is in; empty for any */
    int any(String state) {
        List<Integer> ids = said.trackers().entrySet().stream().filter(one -> state.isEmpty()
                || one.getValue().state().equals(state)).map(Map.Entry::getKey).toList();
        if (ids.isEmpty()) {
            int id = said.trackers().keySet().iterator().next();
            start(id);
            return id;
        }
        return ids.get(random.nextInt(ids.size()));
    }

    Map<Integer, Known> found() {
        Map<Integer, Known> found = new TreeMap<>();
        for (Object one : api.trackers()) {
            Map<?, ?> tracker = (Map<?, ?>) one;
            found.put((Integer) tracker.get("id"), new Known((String) tracker.get("name"), (String) tracker.get("version"),
                    (String) tracker.get("state")));
        }
        return found;
    }

    /** @param after what has just happened */
    void check(String after) {
        List<String> wrong = said.compare(found());
        if (!wrong.isEmpty()) {
            throw new AssertionError("after " + after + ": " + wrong + "; log: " + tail());
        }
        tally.add("times that all trackers were compared");
    }

    void removeAll() {
        for (int id : List.copyOf(said.trackers().keySet())) {
            remove(id);
        }
        check("the last removal");
    }
}
