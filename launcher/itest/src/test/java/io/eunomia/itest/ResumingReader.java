package io.eunomia.itest;

import io.eunomia.testkit.Api;
import io.eunomia.testkit.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Reads one stream's numbers as Server-Sent Events, and comes again with the id of the last one seen whenever the stream ends
 * with its daemon. Owns its thread, which ends with the tracker.
 */
final class ResumingReader {
    private static final String NUMBER = "\"number\":";

    private final int tracker;
    private final String query;
    private final List<Integer> numbers = Collections.synchronizedList(new ArrayList<>());
    private final List<String> notices = Collections.synchronizedList(new ArrayList<>());
    private final Thread thread = new Thread(this::run, "resuming reader");
    private Api api;
    private volatile String last;

    ResumingReader(Api api, int tracker, String stream) {
        this(api, tracker, stream, ProcessHandle.current().pid());
    }

    /** @param pid of the process whose numbers it reads */
    ResumingReader(Api api, int tracker, String stream, long pid) {
        this.api = api;
        this.tracker = tracker;
        this.query = "fields=number&filter=" + URLEncoder.encode("(&(stream=" + stream + ")(pid=" + pid + "))", StandardCharsets.UTF_8);
        thread.start();
    }

    /** Lets it come again to this daemon. */
    synchronized void comeAgain(Api next) {
        api = next;
        notifyAll();
    }

    /** Waits for another daemon than the one that ended: whoever looks again and again takes time from its start. */
    private synchronized Api another(Api seen) throws InterruptedException {
        while (api == seen) {
            wait();
        }
        return api;
    }

    private void run() {
        Api seen = null;
        boolean over = false;
        while (!over && !Thread.currentThread().isInterrupted()) {
            Api now = seen;
            try {
                now = another(seen);
                HttpResponse<InputStream> response = now.serverSentEvents(tracker, query, last);
                // A tracker that has not started yet has no events.
                if (response.statusCode() == 200) {
                    over = read(response.body());
                    seen = now;
                }
            } catch (IOException e) {
                seen = now;
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** @return whether the tracker was removed */
    private boolean read(InputStream body) throws IOException {
        boolean over = false;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8), 1 << 16)) {
            String id = null;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id:")) {
                    id = line.substring(3).strip();
                } else if (line.startsWith("data:")) {
                    int number = number(line);
                    if (number > 0) {
                        numbers.add(number);
                        last = id;
                    } else {
                        notices.add(line);
                        over |= line.contains("removed");
                    }
                }
            }
        }
        return over;
    }

    /** Reads the number without the rest, because there may be 50,000 a second. @return 0 for a notice */
    private static int number(String line) {
        int at = line.indexOf(NUMBER);
        int end = at + NUMBER.length();
        int number = 0;
        for (; at >= 0 && end < line.length() && Character.isDigit(line.charAt(end)); end++) {
            number = number * 10 + line.charAt(end) - '0';
        }
        return number;
    }

    List<Integer> numbers() {
        return List.copyOf(numbers);
    }

    /** The first number: it came after those before. */
    int first() {
        return numbers.get(0);
    }

    List<String> notices() {
        return List.copyOf(notices);
    }

    /** Until it has read more than now. */
    void awaitMore() {
        int now = numbers.size();
        Await.until("more than " + now + " numbers", () -> numbers.size() > now);
    }

    /** Until it has read this number, or one after it. */
    void awaitNumber(int number) {
        Await.until(number + " at the reader", Await.LONG, () -> {
            synchronized (numbers) {
                return !numbers.isEmpty() && numbers.get(numbers.size() - 1) >= number;
            }
        }, () -> "last " + last + ", " + notices);
    }

    void awaitEnd() {
        Await.until("the reader's end", Await.LONG, () -> !thread.isAlive(), () -> "last " + last + ", " + notices);
    }
}
