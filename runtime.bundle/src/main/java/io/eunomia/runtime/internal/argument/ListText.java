package io.eunomia.runtime.internal.argument;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Parses lists and objects: {@code 5,6,7}, JSON arrays and JSON objects. */
final class ListText {
    private static final JSON READER = JSON.std.with(JSON.Feature.USE_BIG_DECIMAL_FOR_FLOATS);

    private ListText() {
    }

    /** Tells whether it can only be meant as a list of numbers: {@code [1]}, {@code 1,2}. */
    static boolean isList(String text) {
        return text.startsWith("[") && text.endsWith("]") || text.matches("[-+0-9a-fA-FxX]+(\\s*,\\s*[-+0-9a-fA-FxX]+)+");
    }

    /** @param example for the message
     * @return texts, or what JSON has: texts, numbers, truth values, lists, maps */
    static List<?> elements(String path, String text, String typeName, String example) {
        String list = text.strip();
        if (list.isEmpty()) {
            return List.of();
        }
        if (!list.startsWith("[")) {
            return Arrays.stream(list.split(",", -1)).map(String::strip).toList();
        }
        try {
            return READER.listFrom(list);
        } catch (IOException e) {
            if (list.endsWith("]") && list.indexOf('[', 1) < 0 && list.indexOf('{') < 0 && list.indexOf('"') < 0) {
                return elements(path, list.substring(1, list.length() - 1), typeName, example);
            }
            throw new BadValue(path, text, "a list (" + typeName + ")", example);
        }
    }

    /** @param example for the message */
    static Map<?, ?> members(String path, String text, String typeName, String example) {
        try {
            if (text.strip().startsWith("{")) {
                return READER.mapFrom(text);
            }
        } catch (IOException e) {
            // what is expected is said below
        }
        throw new BadValue(path, text, "a JSON object (" + typeName + ")", example);
    }

    /** Writes a JSON value as the text that would be given for it. */
    static String text(Object value) {
        if (value instanceof BigDecimal number) {
            return number.toString();
        }
        if (value instanceof List || value instanceof Map) {
            try {
                return JSON.std.asString(value);
            } catch (IOException e) {
                throw new IllegalStateException("a value that was read cannot be written", e);
            }
        }
        return String.valueOf(value);
    }
}
