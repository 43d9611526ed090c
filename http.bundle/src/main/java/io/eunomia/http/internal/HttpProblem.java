package io.eunomia.http.internal;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Refuses a request with a problem document of RFC 9457. */
public final class HttpProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String kind;
    private final transient Map<String, String> headers = new LinkedHashMap<>();
    private String hint = "";
    private String pointer = "";
    private String verifierLog = "";
    private int errno;

    /**
     * @param kind last part of the problem's type, with hyphens
     * @param detail one line for people
     */
    public HttpProblem(int status, String kind, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.kind = kind;
    }

    public static HttpProblem of(Failure failure) {
        HttpProblem problem = new HttpProblem(status(failure.kind()),
                failure.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'), failure.message());
        problem.hint = failure.hint();
        problem.pointer = failure.pointer();
        problem.verifierLog = failure.verifierLog();
        problem.errno = failure.errno();
        return problem;
    }

    public static HttpProblem badRequest(String detail, String hint) {
        return new HttpProblem(400, "bad-request", detail).hint(hint);
    }

    private static int status(FailureKind kind) {
        switch (kind) {
            case BAD_PACKAGE:
            case BAD_REQUEST:
                return 400;
            case TOO_LARGE:
                return 413;
            case VERIFIER:
            case NO_TARGET:
            case UNSUPPORTED:
                return 422;
            case NOT_FOUND:
                return 404;
            case CONFLICT:
            case PLACE_FULL:
                return 409;
            case NOT_PERMITTED:
                return 403;
            case EXHAUSTED:
                return 503;
            case STORAGE:
                return 507;
            default:
                return 500;
        }
    }

    public HttpProblem hint(String text) {
        hint = text;
        return this;
    }

    public HttpProblem pointer(String text) {
        pointer = text;
        return this;
    }

    public HttpProblem header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public int status() {
        return status;
    }

    public String kind() {
        return kind;
    }

    public String hint() {
        return hint;
    }

    public String pointer() {
        return pointer;
    }

    public String verifierLog() {
        return verifierLog;
    }

    public int errno() {
        return errno;
    }

    public Map<String, String> headers() {
        return headers;
    }

    /** The problem's title: the same for all of its type. */
    public String title() {
        switch (kind) {
            case "bad-package":
                return "The package is malformed";
            case "bad-request":
                return "The request is malformed";
            case "too-large":
                return "Larger than is taken";
            case "verifier":
                return "The kernel's verifier refused the program";
            case "no-target":
                return "The attach target does not exist";
            case "place-full":
                return "The attach target takes no more programs";
            case "unsupported":
                return "This kernel lacks what the package needs";
            case "conflict":
                return "The tracker's state forbids this";
            case "exhausted":
                return "The server has as many files or the like open as it may";
            case "storage":
                return "The server's state folder cannot be written";
            case "internal":
                return "The server failed";
            default:
                String words = kind.replace('-', ' ');
                return Character.toUpperCase(words.charAt(0)) + words.substring(1);
        }
    }
}
