package io.eunomia.launcher.internal.embed;

import com.fasterxml.jackson.jr.ob.JSON;
import io.eunomia.launcher.embed.ArgumentName;
import io.eunomia.launcher.embed.MappingException;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the components of a record as a tracker's arguments, in the forms of docs/package-format.md. */
public final class RecordArguments {
    private RecordArguments() {
    }

    /**
     * Writes arguments.
     *
     * @return values by name, without components that are null or empty
     * @throws MappingException when a component cannot be read or has a type that no argument takes
     */
    public static Map<String, String> of(Record record) {
        Map<String, String> arguments = new LinkedHashMap<>();
        members(record).forEach((name, value) -> arguments.put(name, text(value)));
        return arguments;
    }

    private static Map<String, Object> members(Record record) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            ArgumentName named = component.getAnnotation(ArgumentName.class);
            Object value = plain(record.getClass().getSimpleName() + "." + component.getName(), read(record, component));
            if (value != null) {
                members.put(named == null ? component.getName() : named.value(), value);
            }
        }
        return members;
    }

    private static Object read(Record record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException own ? own : new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new MappingException(record.getClass().getName() + " is in a package its module does not open to this one");
        }
    }

    /** Returns the value as JSON has it: text, a number, a truth value, a list or a map; null for none. */
    private static Object plain(String subject, Object value) {
        if (value == null || value instanceof String || value instanceof Number || value instanceof Boolean) {
            return value;
        } else if (value instanceof Optional<?> optional) {
            return plain(subject, optional.orElse(null));
        } else if (value instanceof Character || value instanceof Enum<?>) {
            return value instanceof Enum<?> constant ? constant.name() : value.toString();
        } else if (value instanceof Duration span) {
            return span.toNanos() + "ns";
        } else if (value instanceof InetAddress address) {
            return address.getHostAddress().replaceFirst("%.*", "");
        } else if (value instanceof byte[] bytes) {
            return "hex:" + HexFormat.of().formatHex(bytes);
        } else if (value instanceof Record inner) {
            return members(inner);
        }
        return list(subject, value);
    }

    private static List<Object> list(String subject, Object value) {
        List<Object> plain = new ArrayList<>();
        if (value instanceof Iterable<?> several) {
            several.forEach(one -> plain.add(plain(subject, one)));
        } else if (value.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                plain.add(plain(subject, Array.get(value, i)));
            }
        } else {
            throw new MappingException(subject + " is a " + value.getClass().getSimpleName() + ": arguments take numbers,"
                    + " booleans, text, enums, Duration, InetAddress, byte[], lists, arrays and records");
        }
        return plain;
    }

    private static String text(Object plain) {
        if (!(plain instanceof Map<?, ?> || plain instanceof List<?>)) {
            return plain.toString();
        }
        try {
            return JSON.std.asString(plain);
        } catch (IOException e) {
            throw new IllegalStateException("text is written to memory", e);
        }
    }
}
