package io.eunomia.runtime.view;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Turns view records into what JSON is made of (maps with text keys, lists, texts, whole numbers, truth values) and back.
 *
 * <p>A member is named as its component, in snake case; a component whose name would be a word of Java ends with an underscore
 * that JSON does not show. An empty {@link Optional} is left out, an empty {@link OptionalLong} is null; times are ISO 8601,
 * constants of enums in lower case. When a record is read, unknown members are passed over and missing ones are empty, so
 * that a client gets along with a daemon of another release.
 *
 * <p>jackson-jr reads and writes records too, but knows neither another case of names nor the two ways of saying that there
 * is no value, and it does not read {@link OptionalLong} and {@link Instant}.
 */
public final class Views {

    private Views() {
    }

    /** Returns a view's members in their order. */
    public static Map<String, Object> members(Record view) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (RecordComponent component : view.getClass().getRecordComponents()) {
            Object value = get(component, view);
            if (!(value instanceof Optional<?> optional) || optional.isPresent()) {
                members.put(name(component), plain(value));
            }
        }
        return members;
    }

    private static Object get(RecordComponent component, Record view) {
        try {
            return component.getAccessor().invoke(view);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(component + " cannot be read", e);
        }
    }

    private static Object plain(Object value) {
        if (value instanceof Record view) {
            return members(view);
        }
        if (value instanceof Optional<?> optional) {
            return plain(optional.orElse(null));
        }
        if (value instanceof OptionalLong number) {
            return number.isPresent() ? number.getAsLong() : null;
        }
        if (value instanceof Collection<?> items) {
            return items.stream().map(Views::plain).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> members = new LinkedHashMap<>();
            map.forEach((name, member) -> members.put((String) name, plain(member)));
            return members;
        }
        if (value instanceof Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        }
        return value instanceof Instant time ? time.toString() : value;
    }

    /**
     * Reads a view.
     *
     * @param members as parsed from JSON
     * @throws IllegalArgumentException naming a member that is of another type
     */
    public static <T extends Record> T read(Class<T> type, Map<?, ?> members) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            String name = name(components[i]);
            try {
                values[i] = value(components[i].getGenericType(), members.get(name));
            } catch (ClassCastException | DateTimeException e) {
                throw new IllegalArgumentException("\"" + name + "\" is not what it should be: " + e.getMessage(), e);
            }
        }
        try {
            Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new);
            Constructor<T> canonical = type.getDeclaredConstructor(types);
            return canonical.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made", e);
        }
    }

    private static Object value(Type type, Object given) {
        return type instanceof ParameterizedType generic ? structure(generic, given) : plainValue((Class<?>) type, given);
    }

    private static Object structure(ParameterizedType type, Object given) {
        Type[] of = type.getActualTypeArguments();
        if (type.getRawType() == Optional.class) {
            return Optional.ofNullable(given).map(value -> value(of[0], value));
        }
        if (type.getRawType() == Map.class) {
            Map<String, Object> map = new LinkedHashMap<>();
            if (given != null) {
                ((Map<?, ?>) given).forEach((name, value) -> map.put((String) name, value(of[1], value)));
            }
            return map;
        }
        return given == null ? List.of() : ((Collection<?>) given).stream().map(item -> value(of[0], item)).toList();
    }

    private static Object plainValue(Class<?> type, Object given) {
        if (type == String.class) {
            return given == null ? "" : given.toString();
        }
        if (type == int.class) {
            return given == null ? 0 : ((Number) given).intValue();
        }
        if (type == long.class) {
            return given == null ? 0L : ((Number) given).longValue();
        }
        if (type == boolean.class) {
            return Boolean.TRUE.equals(given);
        }
        if (type == OptionalLong.class) {
            return given == null ? OptionalLong.empty() : OptionalLong.of(((Number) given).longValue());
        }
        if (type == Instant.class) {
            return given == null ? Instant.EPOCH : Instant.parse((String) given);
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants()).filter(one -> plain(one).equals(given)).findFirst().orElse(null);
        }
        return type.isRecord() ? read(type.asSubclass(Record.class), given == null ? Map.of() : (Map<?, ?>) given) : given;
    }

    /** Returns the member's name: {@code bundle_id} of {@code bundleId}, {@code default} of {@code default_}. */
    private static String name(RecordComponent component) {
        StringBuilder name = new StringBuilder();
        for (char letter : component.getName().toCharArray()) {
            if (Character.isUpperCase(letter)) {
                name.append('_').append(Character.toLowerCase(letter));
            } else {
                name.append(letter);
            }
        }
        int last = name.length() - 1;
        return name.charAt(last) == '_' ? name.substring(0, last) : name.toString();
    }
}
