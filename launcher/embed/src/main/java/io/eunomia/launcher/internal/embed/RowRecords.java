package io.eunomia.launcher.internal.embed;

import io.eunomia.launcher.embed.DisplayRows;
import io.eunomia.launcher.embed.EventField;
import io.eunomia.launcher.embed.MappingException;
import io.eunomia.runtime.display.DisplayInfo;
import io.eunomia.runtime.display.DisplayReading;
import io.eunomia.runtime.display.DisplayReading.Row;
import java.lang.reflect.RecordComponent;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/** Makes records of a display's rows: each component takes the column of its name, {@code buckets} those of a histogram. */
public final class RowRecords<T> {
    private static final String BUCKETS = "buckets";
    /** Primitive types with the value of a component whose column has none. */
    private static final Map<Class<?>, Object> PRIMITIVES = Map.of(long.class, 0L, int.class, 0, boolean.class, false, double.class, Double.NaN);

    private final RecordMaker<T> maker;
    private DisplayInfo bound;
    private List<Function<Row, Object>> readers = List.of();

    /** Makes a mapper, for one thread at a time. @throws MappingException when {@code type} is not a record that can be made */
    public RowRecords(Class<T> type) {
        maker = new RecordMaker<>(type);
    }

    /** Finds the columns. @throws MappingException when a component has none, naming those that there are */
    public void bind(DisplayInfo display) {
        if (!display.equals(bound)) {
            readers = maker.components().stream().map(component -> reader(component, display)).toList();
            bound = display;
        }
    }

    /** Maps a reading. @throws MappingException when it does not fit the record */
    public DisplayRows<T> of(DisplayReading reading) {
        bind(reading.display());
        Row other = reading.other();
        return new DisplayRows<>(reading.at(), reading.span(), reading.reset(), reading.last(), reading.rows().stream().map(this::row).toList(),
                reading.total(), other == null ? Map.of() : other.values());
    }

    private T row(Row row) {
        return maker.make(readers.stream().map(reader -> reader.apply(row)).toArray());
    }

    private Function<Row, Object> reader(RecordComponent component, DisplayInfo display) {
        EventField named = component.getAnnotation(EventField.class);
        String name = named == null ? component.getName() : named.value();
        String subject = maker.type().getSimpleName() + "." + component.getName();
        for (String column : List.of(name, ComponentReader.snakeCase(name))) {
            if (display.key().contains(column)) {
                return row -> converted(subject, component.getType(), row.key().get(column));
            } else if (display.columns().contains(column)) {
                return row -> converted(subject, component.getType(), row.values().get(column));
            }
        }
        if (name.equals(BUCKETS) && display.kind().histogram() && component.getType() == List.class) {
            return Row::buckets;
        }
        throw new MappingException(subject + ": display " + display.name() + " has no column " + name + "; it has "
                + String.join(", ", Stream.of(display.key(), display.columns(), display.kind().histogram() ? List.of(BUCKETS + " (a List)")
                        : List.<String>of()).flatMap(List::stream).toList()));
    }

    private static Object converted(String subject, Class<?> type, Object value) {
        if (value == null) {
            return PRIMITIVES.get(type);
        } else if (type.isInstance(value)) {
            return value;
        } else if (type == String.class) {
            return value instanceof InetAddress address ? address.getHostAddress() : value.toString();
        } else if (type == double.class || type == Double.class) {
            return value instanceof Number number ? number.doubleValue() : unfit(subject, type, value);
        } else if (type.isEnum()) {
            return Stream.of(type.getEnumConstants()).filter(one -> Objects.equals(((Enum<?>) one).name(), value.toString())).findFirst().orElse(null);
        }
        return value instanceof Long number ? integer(subject, type, number) : unfit(subject, type, value);
    }

    private static Object integer(String subject, Class<?> type, Long number) {
        if (type == int.class || type == Integer.class) {
            return ComponentReader.narrowed(subject, number);
        } else if (type == boolean.class || type == Boolean.class) {
            return number != 0;
        }
        return type == long.class ? number : unfit(subject, type, number);
    }

    private static Object unfit(String subject, Class<?> type, Object value) {
        throw new MappingException(subject + ": " + value + " (" + value.getClass().getSimpleName() + ") cannot be a " + type.getSimpleName());
    }
}
