package io.eunomia.http.internal.listen;

import io.eunomia.http.internal.HttpProblem;
import io.eunomia.http.internal.Phase;
import io.eunomia.http.internal.ProblemJson;
import io.eunomia.http.internal.guard.Slowdown;
import io.eunomia.http.internal.transfer.Deadlines;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Writes the error answers that Jetty gives by itself, for instance when a request is no HTTP or no servlet is there. They are
 * problem documents like all others, without stack traces, and are kept back from clients that cause many.
 */
final class JettyErrors implements Request.Handler {
    private static final int MOST_OF_DETAIL = 200;

    private final Phase phase;
    private final Deadlines deadlines;
    private final Slowdown slowdown = new Slowdown(Slowdown.REFUSED);

    JettyErrors(Phase phase, Deadlines deadlines) {
        this.phase = phase;
        this.deadlines = deadlines;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Duration wait = slowdown.next(Request.getRemoteAddr(request));
        Runnable answer = () -> {
            try {
                answer(request, response, callback);
            } catch (IOException | RuntimeException e) {
                callback.failed(e);
            }
        };
        if (wait.isZero()) {
            answer.run();
        } else {
            deadlines.after(wait, answer);
        }
        return true;
    }

    private void answer(Request request, Response response, Callback callback) throws IOException {
        int status = status(request, response);
        String word = phase.word();
        String path = String.valueOf(Request.getPathInContext(request));
        // Our servlet serves every path, so without an answer of its own it has not started yet, or has stopped.
        boolean absent = path.startsWith("/")
                && (status == HttpStatus.NOT_FOUND_404 || status == HttpStatus.SERVICE_UNAVAILABLE_503);
        if (absent && "/healthz".equals(path)) {
            send(response, callback, 503, "application/json", ("{\"status\":\"" + (word.equals("ok") ? "starting" : word)
                    + "\"}\n").getBytes(StandardCharsets.UTF_8));
            return;
        }
        HttpProblem problem = absent ? new HttpProblem(503, word.equals("stopping") ? word : "starting",
                "the server is " + (word.equals("stopping") ? word : "starting")).hint("GET /healthz tells when it is ready")
                : new HttpProblem(status, kind(status), detail(request, status));
        if (absent) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
        }
        send(response, callback, problem.status(), "application/problem+json", ProblemJson.of(problem, path));
    }

    private static int status(Request request, Response response) {
        Object cause = request.getAttribute(ErrorHandler.ERROR_EXCEPTION);
        int status = cause instanceof HttpException known ? known.getCode() : response.getStatus();
        return status < 400 ? HttpStatus.INTERNAL_SERVER_ERROR_500 : status;
    }

    private static void send(Response response, Callback callback, int status, String mediaType, byte[] content) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, mediaType);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, content.length);
        response.write(true, ByteBuffer.wrap(content), callback);
    }

    private static String kind(int status) {
        return switch (status) {
            case 408 -> "too-slow";
            case 413, 414, 431 -> "too-large";
            case 417 -> "expectation-failed";
            case 404 -> "not-found";
            default -> isClients(status) ? "bad-request" : "internal";
        };
    }

    private static boolean isClients(int status) {
        return status < 500 || status == HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505;
    }

    /** Jetty's words about a client's mistake; for a fault of ours a text that does not help an attacker. */
    private static String detail(Request request, int status) {
        Object message = request.getAttribute(ErrorHandler.ERROR_MESSAGE);
        Object cause = request.getAttribute(ErrorHandler.ERROR_EXCEPTION);
        if (!isClients(status)) {
            return "this is a fault of the server; its log has more";
        }
        String text = cause instanceof HttpException known && known.getReason() != null ? known.getReason()
                : message != null ? message.toString() : HttpStatus.getMessage(status);
        String clean = text.replaceAll("[^\\x20-\\x7e]", "?");
        return clean.length() <= MOST_OF_DETAIL ? clean : clean.substring(0, MOST_OF_DETAIL) + "…";
    }
}
