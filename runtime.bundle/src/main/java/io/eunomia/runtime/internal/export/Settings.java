package io.eunomia.runtime.internal.export;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.view.Durations;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an export handler's settings from text, with errors that name the handler and the setting. */
final class Settings {
    private static final Pattern BYTES = Pattern.compile("([0-9]{1,15})([kKmMgG]?)(?:i?[bB])?");

    private static final Duration LONGEST = Duration.ofDays(1);

    private final String handler;
    private final Map<String, String> values;
    private final Set<String> asked = new TreeSet<>();

    Settings(String handler, Map<String, String> values) {
        this.handler = handler;
        this.values = new HashMap<>(values);
    }

    String text(String name, String otherwise) {
        asked.add(name);
        return values.getOrDefault(name, otherwise);
    }

    /** Reads the setting {@code fields}: names with commas between. */
    List<String> fields() {
        return Arrays.stream(text("fields", "").split(",")).map(String::strip).filter(one -> !one.isEmpty()).toList();
    }

    /** Reads a number of bytes such as {@code 65536}, {@code 64k}, {@code 10MiB}. */
    long bytes(String name, long otherwise, long least) {
        String text = text(name, Long.toString(otherwise));
        Matcher matcher = BYTES.matcher(text);
        if (!matcher.matches()) {
            throw bad(name, text, "write a number of bytes such as 65536, 64k or 10MiB");
        }
        int shift = switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
            case "k" -> 10;
            case "m" -> 20;
            case "g" -> 30;
            default -> 0;
        };
        long number = Long.parseLong(matcher.group(1));
        if (number > Long.MAX_VALUE >> shift || number << shift < least) {
            throw bad(name, text, "at least " + least + " bytes");
        }
        return number << shift;
    }

    int number(String name, int otherwise, int least, int most) {
        String text = text(name, Integer.toString(otherwise));
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // reported below, as a number out of range is
        }
        throw bad(name, text, "write a number from " + least + " to " + most);
    }

    /** Reads a span such as {@code 500ms}, {@code 2s}. */
    Duration span(String name, Duration otherwise) {
        String text = text(name, otherwise.toMillis() + "ms");
        Duration span;
        if (text.matches("[0-9.]*")) {
            throw bad(name, text, "write a span such as 500ms or 2s");
        }
        try {
            span = Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw bad(name, text, "write a span such as 500ms or 2s");
        }
        if (span.compareTo(LONGEST) > 0) {
            throw bad(name, text, "at most " + LONGEST.toHours() + "h");
        }
        return span;
    }

    /** Refuses unknown settings; called when every setting was read. @throws TrackerException naming one that does not exist */
    void checkAllKnown() {
        for (String name : values.keySet()) {
            if (!asked.contains(name)) {
                throw new TrackerException(Failure.of(FailureKind.BAD_REQUEST, "export handler " + handler
                        + " has no setting \"" + name + '"', "settings: " + String.join(", ", asked)));
            }
        }
    }

    TrackerException bad(String name, String value, String hint) {
        return new TrackerException(Failure.of(FailureKind.BAD_REQUEST,
                "export handler " + handler + ": setting " + name + " cannot be \"" + value + '"', hint));
    }
}
