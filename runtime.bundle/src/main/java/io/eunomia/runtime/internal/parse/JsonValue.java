package io.eunomia.runtime.internal.parse;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A value of a package's JSON with its place, so that a message can say exactly what is wrong.
 *
 * @param raw as {@link JsonReader} gives it; null when absent or JSON null, which mean the same here
 * @param pointer RFC 6901
 * @param warnings receives what is not understood
 */
record JsonValue(Object raw, String pointer, List<String> warnings) {

    boolean present() {
        return raw != null;
    }

    boolean isText() {
        return raw instanceof String;
    }

    boolean isList() {
        return raw instanceof List;
    }

    boolean isFlag() {
        return raw instanceof Boolean;
    }

    /** Returns a name or a value, on one line. */
    String text() {
        if (raw instanceof String text) {
            return plain(text);
        }
        throw wrong("text");
    }

    /** Returns a description, which may have several lines; they are joined. Empty when absent. */
    String prose() {
        if (raw == null || raw instanceof String) {
            return raw == null ? "" : PlainText.line((String) raw);
        }
        throw wrong("text");
    }

    /** Checks every text in a value that is kept to be read later. */
    void requirePlain() {
        if (raw instanceof String text) {
            plain(text);
        } else if (raw instanceof Map) {
            object().all().values().forEach(JsonValue::requirePlain);
        } else if (raw instanceof List) {
            elements().forEach(JsonValue::requirePlain);
        }
    }

    private String plain(String text) {
        if (!PlainText.isPlain(text)) {
            throw BadPackage.at(pointer, '"' + PlainText.shown(text) + "\" has a control character", "leave it out");
        }
        return text;
    }

    String textOr(String fallback) {
        return present() ? text() : fallback;
    }

    /** Returns a text, number or boolean, as text. */
    String scalarOr(String fallback) {
        if (!present()) {
            return fallback;
        }
        if (raw instanceof String || raw instanceof Boolean) {
            return plain(raw.toString());
        }
        if (raw instanceof Number number) {
            return number instanceof Double ? new BigDecimal(number.toString()).toPlainString() : number.toString();
        }
        throw wrong("text, a number or a boolean");
    }

    /** Returns a value that an argument can be given: a scalar as text, a list or an object as JSON text. */
    String argumentOr(String fallback) {
        if (!(raw instanceof List || raw instanceof Map)) {
            return scalarOr(fallback);
        }
        try {
            return JSON.std.asString(raw);
        } catch (IOException e) {
            throw wrong("a value");
        }
    }

    /** Returns a number without fraction from 0 to {@code most}. */
    long whole(long most) {
        if (!(raw instanceof Integer || raw instanceof Long || raw instanceof BigInteger)) {
            throw wrong("a whole number");
        }
        BigInteger value = new BigInteger(raw.toString());
        if (value.signum() < 0 || value.compareTo(BigInteger.valueOf(most)) > 0) {
            throw BadPackage.at(pointer, value + " is out of range", "a number from 0 to " + most);
        }
        return value.longValue();
    }

    boolean flagOr(boolean fallback) {
        if (!present()) {
            return fallback;
        }
        if (raw instanceof Boolean flag) {
            return flag;
        }
        throw wrong("true or false");
    }

    JsonObject object() {
        if (raw instanceof Map<?, ?> members) {
            return new JsonObject(members, pointer, warnings);
        }
        throw wrong("an object");
    }

    /** Returns an object; one without members when absent. */
    JsonObject objectOrEmpty() {
        return present() ? object() : new JsonObject(Map.of(), pointer, warnings);
    }

    /** Returns a list's elements; none when absent. */
    List<JsonValue> elements() {
        if (!present()) {
            return List.of();
        }
        if (!(raw instanceof List<?> list)) {
            throw wrong("a list");
        }
        List<JsonValue> values = new ArrayList<>(list.size());
        for (Object element : list) {
            values.add(new JsonValue(element, pointer + '/' + values.size(), warnings));
        }
        return values;
    }

    List<String> texts() {
        return elements().stream().map(JsonValue::text).toList();
    }

    /** Returns texts; one text stands for a list of one. */
    List<String> textOrTexts() {
        return isText() ? List.of(text()) : texts();
    }

    EncodedText encoded() {
        if (raw instanceof EncodedText encoded) {
            return encoded;
        }
        throw wrong("text in base64");
    }

    /** Warns that the value is understood and not used. */
    void warn(String text) {
        warnings.add(pointer + ": " + text);
    }

    RuntimeException wrong(String expected) {
        return present() ? BadPackage.at(pointer, "is " + describe() + " where " + expected + " is expected", "")
                : BadPackage.at(pointer, "is missing; " + expected + " is expected", "");
    }

    private String describe() {
        if (raw instanceof Map) {
            return "an object";
        }
        if (raw instanceof List) {
            return "a list";
        }
        if (raw instanceof Boolean) {
            return "a boolean";
        }
        if (raw instanceof Number) {
            return "the number " + raw;
        }
        if (raw instanceof String text) {
            return "the text \"" + PlainText.shown(text) + '"';
        }
        return "text";
    }
}
