package io.eunomia.http.internal;

import io.eunomia.runtime.view.Durations;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The query parameters of a request. They are parsed here and not by the servlet container, which would take parameters
 * from a body too. A parameter that no route asked for is refused: a mistyped filter must not show everything.
 */
public final class Query {
    private static final int WIDEST = 1000;

    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();
    /** Names of parameters that were asked for by their prefix. */
    private final Set<String> taken = new LinkedHashSet<>();

    public Query(String text) {
        for (String pair : text == null || text.isEmpty() ? new String[0] : text.split("&")) {
            String[] parts = pair.split("=", 2);
            values.computeIfAbsent(decode(parts[0]), name -> new ArrayList<>())
                    .add(parts.length == 2 ? decode(parts[1]) : "");
        }
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw HttpProblem.badRequest("the query has a malformed escape in \"" + text + '"',
                    "encode what is no letter or digit as %XX");
        }
    }

    public List<String> all(String name) {
        asked.add(name);
        return values.getOrDefault(name, List.of());
    }

    /** The value of a parameter. @throws HttpProblem when it is given more than once */
    public Optional<String> one(String name) {
        List<String> given = all(name);
        if (given.size() > 1) {
            throw HttpProblem.badRequest("the query parameter " + name + " is given " + given.size() + " times",
                    "give it once");
        }
        return given.stream().findFirst();
    }

    /** The parameters {@code PREFIXname=value}, as a map from name to value. */
    public Map<String, String> withPrefix(String prefix) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String name : values.keySet()) {
            if (name.startsWith(prefix) && name.length() > prefix.length()) {
                found.put(name.substring(prefix.length()), one(name).orElse(""));
                asked.remove(name);
                taken.add(name);
            }
        }
        asked.add(prefix + "NAME");
        return found;
    }

    /** The same as {@link #withPrefix} for parameters that may be given several times. */
    public Map<String, List<String>> allWithPrefix(String prefix) {
        Map<String, List<String>> found = new LinkedHashMap<>();
        values.forEach((name, given) -> {
            if (name.startsWith(prefix) && name.length() > prefix.length()) {
                found.put(name.substring(prefix.length()), List.copyOf(given));
                taken.add(name);
            }
        });
        asked.add(prefix + "NAME");
        return found;
    }

    /** True for {@code name=true} or {@code name} alone, false for {@code name=false} or when the parameter is missing. */
    public boolean flag(String name) {
        return truth(name).orElse(false);
    }

    /** True for {@code name=true} or {@code name} alone, false for {@code name=false}, empty when the parameter is missing. */
    public Optional<Boolean> truth(String name) {
        Optional<String> given = one(name);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        String text = given.get();
        if (text.isEmpty() || text.equals("true")) {
            return Optional.of(true);
        }
        if (text.equals("false")) {
            return Optional.of(false);
        }
        throw HttpProblem.badRequest("the query parameter " + name + " is \"" + text + '"', "true or false");
    }

    /** @return the value, or {@code fallback} when it is not given */
    public long number(String name, long fallback) {
        Optional<String> text = one(name);
        try {
            long value = text.isPresent() ? Long.parseLong(text.get()) : fallback;
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            // The problem below covers this too, as it does negative numbers.
        }
        throw HttpProblem.badRequest("the query parameter " + name + " is \"" + text.orElse("") + '"',
                "a whole number is expected");
    }

    /** Reads the parameter {@code width}, the columns of a terminal, within what anybody has. @param fallback without it */
    public int width(int fallback) {
        return (int) Math.min(WIDEST, number("width", fallback));
    }

    /** A number of seconds, or of the unit behind it. @return the value, or {@code fallback} when it is not given */
    public Duration span(String name, Duration fallback) {
        Optional<String> text = one(name);
        if (text.isEmpty()) {
            return fallback;
        }
        try {
            return Durations.parse(text.get());
        } catch (IllegalArgumentException e) {
            throw HttpProblem.badRequest("the query parameter " + name + " is \"" + text.get() + '"',
                    "a span is expected: 250ms, 3s, 2m, 1h, or a number of seconds");
        }
    }

    /** Refuses parameters that nobody has asked for; to be called when all known ones were read. */
    public void refuseRest() {
        for (String name : values.keySet()) {
            if (!asked.contains(name) && !taken.contains(name)) {
                throw HttpProblem.badRequest("unknown query parameter \"" + name + '"',
                        asked.isEmpty() ? "none is known here" : "known here: " + String.join(", ", asked));
            }
        }
    }
}
