package io.eunomia.http.internal;

import com.fasterxml.jackson.jr.ob.JSON;
import io.eunomia.http.internal.Route.Face;
import io.eunomia.http.internal.transfer.AnswerSender;
import io.eunomia.http.internal.transfer.BodyReceiver;
import io.eunomia.http.internal.transfer.Transfers;
import io.eunomia.runtime.control.Caller;
import io.eunomia.runtime.view.Views;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request with its answer, in asynchronous mode. Only one thread at a time uses it: first the container's, then that of a
 * worker or of a stream which takes the request over.
 */
public final class Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final JSON TEXT = JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES);

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Map<String, String> path;
    private Query query;
    private final Face face;
    private final Transfers transfers;
    private final AsyncContext async;
    private BodyReceiver receiver;
    private byte[] body = new byte[0];

    /** @param path variables of the route's pattern by name */
    Exchange(HttpServletRequest request, HttpServletResponse response, Map<String, String> path, Face face,
            Transfers transfers) {
        this.request = request;
        this.response = response;
        this.path = path;
        this.face = face;
        this.transfers = transfers;
        async = request.startAsync();
        async.setTimeout(0);
    }

    public HttpServletRequest request() {
        return request;
    }

    public HttpServletResponse response() {
        return response;
    }

    /** @throws HttpProblem when it is malformed */
    public Query query() {
        if (query == null) {
            query = new Query(request.getQueryString());
        }
        return query;
    }

    /** A variable of the route's pattern. */
    public String variable(String name) {
        return path.get(name);
    }

    /** The tracker's id in the path. @throws HttpProblem when it is no number */
    public int id() {
        String text = path.get("id");
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new HttpProblem(404, "not-found", "\"" + text + "\" is no id of a tracker")
                    .hint("ids are small numbers; GET /api/v1/trackers lists them");
        }
    }

    /** The whole body; empty unless the route takes one. */
    public byte[] body() {
        return body;
    }

    void body(byte[] received) {
        body = received;
    }

    /** Drops the body, which has been read, so that a long request does not keep it in memory. */
    public void forgetBody() {
        body = new byte[0];
    }

    /** Media type of the body in lower case without parameters; empty when the request does not tell. */
    public String mediaType() {
        String type = request.getContentType();
        return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** The client's address, for people: it tells where a package came from. */
    public String peer() {
        return "http " + request.getRemoteAddr();
    }

    /** The client, with its port, by which the process can be found. */
    public Caller caller() {
        return Caller.http(request.getRemoteAddr() + ':' + request.getRemotePort());
    }

    void receive(BodyReceiver.Taker taker) throws IOException {
        receiver = BodyReceiver.receive(request, transfers, taker);
    }

    /** Answers with JSON. @param value maps, lists, texts, numbers and truth values */
    public void json(int status, Object value) throws IOException {
        answer(status, "application/json", json(value));
    }

    /** Answers with a view as JSON. */
    public void view(int status, Record view) throws IOException {
        json(status, Views.members(view));
    }

    public void answer(int status, String mediaType, byte[] content) throws IOException {
        head(status, mediaType);
        AnswerSender.send(response, content, transfers.deadlines(), this::complete);
    }

    /** Answers without content, such as 204. */
    public void empty(int status) {
        response.setStatus(status);
        complete();
    }

    private void head(int status, String mediaType) {
        response.setStatus(status);
        response.setContentType(mediaType);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
    }

    /** Answers with the problem. The rest of the body is read for a while first, so that the client gets to see the answer. */
    void refuse(HttpProblem problem) {
        refuse(problem, face != Face.OPEN && expectsBody());
    }

    /** Answers with the problem and closes the connection without looking at the body. */
    void refuseAndClose(HttpProblem problem) {
        problem.header("Connection", "close");
        refuse(problem, false);
    }

    private void refuse(HttpProblem problem, boolean linger) {
        if (response.isCommitted()) {
            LOG.debug("an answer broke off: {}", problem.getMessage());
            complete();
            return;
        }
        try {
            response.reset();
            if (announcesBody() && body.length == 0) {
                // The body's unread bytes would look like the next request on this connection.
                problem.header("Connection", "close");
            }
            problem.headers().forEach(response::setHeader);
            head(problem.status(), ProblemJson.mediaType(face));
            AnswerSender.send(response, ProblemJson.of(problem, request.getRequestURI(), face), transfers.deadlines(),
                    linger ? this::discard : this::complete);
        } catch (IOException | IllegalStateException e) {
            LOG.debug("a refusal could not be sent: {}", e.getMessage());
            complete();
        }
    }

    /** Tells whether the client may still be sending. One that waits for "100 Continue" sends only once its body is asked for. */
    private boolean expectsBody() {
        return announcesBody() && body.length == 0 && (receiver != null || request.getHeader("Expect") == null);
    }

    private boolean announcesBody() {
        return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    }

    private void discard() {
        try {
            if (receiver == null) {
                receiver = BodyReceiver.unwanted(request, transfers);
            }
            receiver.discard(this::complete);
        } catch (IOException | IllegalStateException e) {
            complete();
        }
    }

    /** Ends the request, whose answer has been given. Any thread; harmless when repeated. */
    public void complete() {
        try {
            async.complete();
        } catch (IllegalStateException e) {
            LOG.debug("the container had ended the request before: {}", e.getMessage());
        }
    }

    static byte[] json(Object value) throws IOException {
        return (TEXT.asString(value) + '\n').getBytes(StandardCharsets.UTF_8);
    }
}
