package io.eunomia.http.internal.route;

import io.eunomia.http.internal.HttpProblem;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of a body of type multipart/form-data (RFC 7578), as {@code curl -F} sends it; read within the body's bounds. */
final class FormParts {
    static final String TYPE = "multipart/form-data";
    private static final Pattern BOUNDARY = Pattern.compile("boundary=(?:\"([^\"]{1,70})\"|([^\";, ]{1,70}))");
    private static final Pattern NAME = Pattern.compile("(?:^|;)\\s*name=\"([^\"]*)\"");
    private static final Pattern FILE = Pattern.compile("(?:^|;)\\s*filename=\"([^\"]*)\"");
    private static final int MOST_PARTS = 8;

    /** @param fileName the client's name of the file, without folders; empty if the part is no file */
    record Part(String fileName, byte[] content) {
    }

    private FormParts() {
    }

    /** The parts by name. @throws HttpProblem when the body has another form, or has a part twice */
    static Map<String, Part> of(String contentType, byte[] body) {
        Matcher boundary = BOUNDARY.matcher(String.valueOf(contentType));
        if (!boundary.find()) {
            throw wrong("its Content-Type names no boundary");
        }
        byte[] line = ("\r\n--" + (boundary.group(1) != null ? boundary.group(1) : boundary.group(2)))
                .getBytes(StandardCharsets.ISO_8859_1);
        Map<String, Part> parts = new LinkedHashMap<>();
        // The first boundary may come without a line before it.
        int at = find(body, Arrays.copyOfRange(line, 2, line.length), 0) + line.length - 2;
        while (at >= line.length - 2 && at + 2 <= body.length && body[at] == '\r' && parts.size() < MOST_PARTS) {
            int end = find(body, line, at);
            int head = find(body, "\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1), at);
            if (end < 0 || head < 0 || head > end) {
                throw wrong("a part is cut off");
            }
            add(parts, new String(body, at, head - at, StandardCharsets.UTF_8), Arrays.copyOfRange(body, head + 4,
                    Math.max(head + 4, end)));
            at = end + line.length;
        }
        if (parts.isEmpty()) {
            throw wrong("it has no parts");
        }
        return parts;
    }

    private static void add(Map<String, Part> parts, String head, byte[] content) {
        String disposition = head.lines().filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-disposition:"))
                .findFirst().orElse("");
        Matcher name = NAME.matcher(disposition);
        Matcher file = FILE.matcher(disposition);
        if (!name.find()) {
            throw wrong("a part has no name");
        }
        String given = file.find() ? file.group(1) : "";
        String fileName = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        if (parts.putIfAbsent(name.group(1), new Part(fileName, content)) != null) {
            throw wrong("the part \"" + name.group(1) + "\" is there twice");
        }
    }

    private static int find(byte[] where, byte[] what, int from) {
        for (int at = from; at + what.length <= where.length; at++) {
            if (where[at] == what[0] && Arrays.equals(where, at, at + what.length, what, 0, what.length)) {
                return at;
            }
        }
        return -1;
    }

    private static HttpProblem wrong(String problem) {
        return HttpProblem.badRequest("the body is no form: " + problem,
                "send parts as curl does: -F package=@FILE -F btf=@FILE");
    }
}
