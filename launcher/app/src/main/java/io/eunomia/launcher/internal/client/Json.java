package io.eunomia.launcher.internal.client;

import java.util.List;
import java.util.Map;

/** Reads members of parsed JSON without casts at each use; what is missing or of another type reads as empty. */
public final class Json {
    private Json() {
    }

    @SuppressWarnings("unchecked")    // the keys of a JSON object are texts
    public static Map<String, Object> object(Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    public static List<?> list(Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    public static List<?> list(Map<String, Object> object, String member) {
        return list(object.get(member));
    }

    public static String text(Map<String, Object> object, String member) {
        Object value = object.get(member);
        return value == null ? "" : value.toString();
    }

    public static long number(Map<String, Object> object, String member) {
        return object.get(member) instanceof Number number ? number.longValue() : 0;
    }
}
