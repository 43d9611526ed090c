package io.eunomia.itest;

import io.eunomia.testkit.Api;
import io.eunomia.testkit.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads one stream of the tracker {@code numbered} over HTTP as it comes, and notes whatever is not as it must be: the
 * numbers 1, 2, 3, …, and between two {@code updated} notices events of one version. Owns thread and connection.
 */
final class Follower implements AutoCloseable {
    private static final int MOST_STRAYS = 5;

    private final String stream;
    private final InputStream in;
    private final Thread thread;
    private final List<String> strays = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private volatile int last;
    private final AtomicInteger updates = new AtomicInteger();
    private volatile boolean ended;
    /** Since the last update; 0 until the first event. */
    private int version;
    private int emptyIntervals;

    Follower(Api api, int tracker, String stream) {
        this.stream = stream;
        String filter = "(&(stream=" + stream + ")(pid=" + ProcessHandle.current().pid() + "))";
        in = api.events(tracker, "fields=number,version&filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8));
        thread = new Thread(this::read, "follower " + stream);
        thread.start();
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII), 1 << 16)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(",")) {
                    event(line);
                } else if (!line.startsWith("@")) {
                    notice(line.substring(0, line.indexOf(',')));
                }
            }
        } catch (IOException e) {
            stray(e.toString());
        } finally {
            ended = true;
        }
    }

    private void notice(String text) {
        if (text.startsWith("updated ")) {
            updates.incrementAndGet();
            emptyIntervals += version == 0 ? 1 : 0;
            version = 0;
        } else {
            notices.add(text);
        }
    }

    /** {@code ,timestamp,stream,sequence,number,version} */
    private void event(String line) {
        int comma = line.lastIndexOf(',');
        int number = Integer.parseInt(line, line.lastIndexOf(',', comma - 1) + 1, comma, 10);
        int stamp = Integer.parseInt(line, comma + 1, line.length(), 10);
        if (number != last + 1) {
            stray(number + " after " + last + ", update " + updates);
        }
        if (version != 0 && stamp != version) {
            stray("an event of version " + stamp + " among those of " + version + ", update " + updates);
        }
        version = stamp;
        last = number;
    }

    private void stray(String text) {
        if (strays.size() < MOST_STRAYS) {
            strays.add(stream + ": " + text);
        }
    }

    /** The number of the last event. */
    int last() {
        return last;
    }

    /** How often it was told of a new version. */
    int updates() {
        return updates.get();
    }

    /** To be called after the end, which comes with that of the tracker. */
    List<String> strays() {
        awaitEnd();
        return strays;
    }

    /** Intervals between updates in which no event came. */
    int emptyIntervals() {
        awaitEnd();
        return emptyIntervals;
    }

    /** All but those of updates. */
    List<String> notices() {
        awaitEnd();
        return notices;
    }

    private void awaitEnd() {
        Await.until("the end of " + stream, () -> ended);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new AssertionError(stream, e);
        }
    }
}
