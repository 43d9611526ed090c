package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eunomia.testkit.Await;
import io.eunomia.testkit.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Chromium without a window, as {@code cnf/fetch-browser} gets it, told what to do by its DevTools protocol. */
final class Browser implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Running running;
    private final WebSocket socket;
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private int calls;

    private Browser(Path folder, Path program) {
        running = Running.start(new ProcessBuilder(program.toString(), "--headless=new", "--no-sandbox", "--disable-gpu",
                "--disable-dev-shm-usage", "--no-first-run", "--remote-debugging-port=0", "--user-data-dir=" + folder, "about:blank"));
        Path port = folder.resolve("DevToolsActivePort");
        // The browser makes the file first and writes the port and a path to it then.
        Await.until("the browser", () -> lines(port).size() > 1);
        try {
            String base = "http://127.0.0.1:" + lines(port).get(0);
            HttpClient client = HttpClient.newHttpClient();
            JsonNode pages = JSON.readTree(client.send(HttpRequest.newBuilder(URI.create(base + "/json/list")).build(), BodyHandlers.ofString()).body());
            socket = client.newWebSocketBuilder().buildAsync(URI.create(pages.get(0).get("webSocketDebuggerUrl").asText()), new Received()).join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it, or skips the test where there is none. */
    static Browser start(Path folder) {
        return new Browser(folder, FetchedTool.require("test-browser-1/bin/chromium", "no browser here: cnf/fetch-browser gets one"));
    }

    private final class Received implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                messages.add(text.toString());
                text.setLength(0);
            }
            return WebSocket.Listener.super.onText(from, part, last);
        }
    }

    /** Calls a method of the protocol, and returns its result. */
    JsonNode call(String method, Map<String, Object> parameters) {
        int id = ++calls;
        try {
            socket.sendText(JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true).join();
            while (true) {
                String message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                assertThat(message).as("an answer to %s", method).isNotNull();
                JsonNode answer = JSON.readTree(message);
                if (answer.path("id").asInt() == id) {
                    assertThat(answer.has("error")).as(message).isFalse();
                    return answer.get("result");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Opens an address, with a header, and returns when all of it is there. */
    void open(String address, Map<String, Object> headers) {
        call("Network.enable", Map.of());
        call("Network.setExtraHTTPHeaders", Map.of("headers", headers));
        assertThat(call("Page.navigate", Map.of("url", address)).path("errorText").asText()).isEmpty();
        Await.until("the page", () -> value("document.readyState + location.protocol").equals("completehttp:"));
    }

    /** Returns the value of an expression in the page, as text. */
    String value(String expression) {
        JsonNode result = call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
        assertThat(result.has("exceptionDetails")).as(result.toString()).isFalse();
        return result.path("result").path("value").asText();
    }

    /** Types into what has the focus. */
    void type(String text) {
        call("Input.insertText", Map.of("text", text));
    }

    /** Presses a key. @param modifiers 2 for the control key */
    void press(String key, int modifiers) {
        for (String kind : new String[] {"rawKeyDown", "keyUp"}) {
            call("Input.dispatchKeyEvent", Map.of("type", kind, "key", key, "modifiers", modifiers));
        }
    }

    void click(double x, double y) {
        for (String kind : new String[] {"mousePressed", "mouseReleased"}) {
            call("Input.dispatchMouseEvent", Map.of("type", kind, "x", x, "y", y, "button", "left", "clickCount", 1));
        }
    }

    @Override
    public void close() {
        socket.abort();
        running.close();
    }
}
