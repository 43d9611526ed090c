package io.eunomia.launcher.internal.embed;

import io.eunomia.launcher.embed.EventField;
import io.eunomia.launcher.embed.MappingException;
import io.eunomia.runtime.display.CallStack;
import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Field;
import io.eunomia.runtime.event.FieldKind;
import java.lang.reflect.RecordComponent;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads one component of a record from an event. */
interface ComponentReader {
    /** Primitive types with the value of a component whose field a short record does not reach. */
    Map<Class<?>, Object> PRIMITIVES = Map.of(long.class, 0L, int.class, 0, boolean.class, false, double.class, 0.0);
    Set<Class<?>> OBJECTS = Set.of(Long.class, Integer.class, Boolean.class, Double.class, String.class, Object.class,
            Instant.class, Duration.class, InetAddress.class, byte[].class, List.class);
    Set<String> TIME_UNITS = Set.of("ns", "us", "ms", "s");

    Object read(EventView event);

    static void requireSupported(Class<?> owner, RecordComponent component) {
        Class<?> type = component.getType();
        if (!PRIMITIVES.containsKey(type) && !OBJECTS.contains(type) && !type.isEnum()) {
            throw new MappingException(owner.getSimpleName() + "." + component.getName() + " is a " + type.getSimpleName()
                    + ": events give long, int, boolean, double, String, Instant, Duration, InetAddress, byte[], List,"
                    + " enums and Object");
        }
    }

    /**
     * Makes the reader of a component.
     *
     * @throws MappingException when {@code stream} has no such field or one of another kind
     */
    static ComponentReader of(Class<?> owner, RecordComponent component, EventSchema stream) {
        EventField named = component.getAnnotation(EventField.class);
        String name = named == null ? component.getName() : named.value();
        String subject = owner.getSimpleName() + "." + component.getName();
        if (name.startsWith("@")) {
            return ofEnvelope(subject, name, component.getType());
        }
        Field field = stream.field(name).or(() -> stream.field(snakeCase(name))).orElseThrow(() -> new MappingException(
                subject + ": " + stream.stream() + " has no field " + name + "; it has " + stream.fields().stream()
                        .map(Field::name).collect(Collectors.joining(", "))));
        ComponentReader reader = component.getType() == List.class ? ListReader.of(subject, field, component)
                : ofField(subject, field, component.getType());
        Object absent = PRIMITIVES.get(component.getType());
        return event -> event.present(field.index()) ? reader.read(event) : absent;
    }

    private static ComponentReader ofEnvelope(String subject, String name, Class<?> type) {
        boolean number = type == long.class || type == Long.class;
        if (name.equals(EventField.TIMESTAMP) && type == Instant.class) {
            return event -> Instant.ofEpochSecond(0, event.timeNanos());
        } else if (name.equals(EventField.TIMESTAMP) && number) {
            return EventView::timeNanos;
        } else if (name.equals(EventField.SEQUENCE) && number) {
            return EventView::sequence;
        } else if (name.equals(EventField.STREAM) && type == String.class) {
            return event -> event.schema().stream();
        }
        throw new MappingException(subject + ": " + name + " cannot be a " + type.getSimpleName()
                + "; there are @timestamp (Instant, long), @sequence (long) and @stream (String)");
    }

    private static ComponentReader ofField(String subject, Field field, Class<?> type) {
        int index = field.index();
        boolean integer = switch (field.kind()) {
            case BOOL, SIGNED, UNSIGNED, ENUM -> true;
            default -> false;
        };
        if (type == String.class) {
            return event -> event.text(index);
        } else if (type.isEnum() && integer) {
            return new NamedConstant(index, constants(type));
        } else if ((type == long.class || type == Long.class) && integer) {
            return event -> event.number(index);
        } else if ((type == int.class || type == Integer.class) && integer) {
            return event -> narrowed(subject, event.number(index));
        } else if ((type == boolean.class || type == Boolean.class) && integer) {
            return event -> event.number(index) != 0;
        } else if ((type == double.class || type == Double.class) && (integer || field.kind() == FieldKind.FLOAT)) {
            return integer ? event -> (double) event.number(index) : event -> event.floating(index);
        } else if (type == Instant.class && field.valueType() == Instant.class) {
            return event -> event.instant(index);
        } else if (type == Duration.class && TIME_UNITS.contains(field.unit()) && field.valueType() != Instant.class) {
            return event -> event.duration(index);
        } else if (type == InetAddress.class && field.valueType() == InetAddress.class) {
            return event -> event.address(index);
        } else if (type == byte[].class && field.valueType() == byte[].class) {
            return event -> event.bytes(index);
        } else if (type == CallStack.class && field.valueType() == CallStack.class || type == Object.class) {
            return event -> event.value(index);
        }
        throw new MappingException(subject + ": field " + field.name() + " (" + field.typeName() + ") cannot be a "
                + type.getSimpleName());
    }

    private static Map<String, Object> constants(Class<?> type) {
        return java.util.Arrays.stream(type.getEnumConstants())
                .collect(Collectors.toMap(constant -> ((Enum<?>) constant).name(), constant -> constant));
    }

    /** Narrows signed and unsigned 32-bit values; the latter keep their bits. */
    static int narrowed(String subject, long value) {
        if (value != (int) value && value >>> 32 != 0) {
            throw new MappingException(subject + ": " + value + " is more than an int holds: make it a long");
        }
        return (int) value;
    }

    static String snakeCase(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }

    /** Reads a constant of a Java enum; null for a value that the enum has no constant for. */
    record NamedConstant(int index, Map<String, Object> constants) implements ComponentReader {
        @Override
        public Object read(EventView event) {
            return constants.get(event.text(index));
        }
    }
}
