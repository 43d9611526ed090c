package io.eunomia.runtime.internal.filter;

import io.eunomia.runtime.internal.decode.CompiledSchema;
import io.eunomia.runtime.internal.decode.FieldType;
import io.eunomia.runtime.internal.decode.FieldType.Kind;
import io.eunomia.runtime.internal.decode.NamedNumbers;
import io.eunomia.runtime.internal.filter.FilterNode.And;
import io.eunomia.runtime.internal.filter.FilterNode.Item;
import io.eunomia.runtime.internal.filter.FilterNode.Not;
import io.eunomia.runtime.internal.filter.FilterNode.Operator;
import io.eunomia.runtime.internal.filter.FilterNode.Or;
import java.util.List;

/**
 * Decides which part of a filter runs on which thread. One thread reads the events of all trackers, so a filter that takes
 * long there would lose everybody's events. Patterns and very large filters run on the thread of the subscriber that wants
 * them.
 */
enum Cost {
    /** Everything is decided while events are read. */
    ALL,
    /** Everything but patterns and fields that are looked up is decided while events are read. */
    CHEAP,
    /** Nothing is decided while events are read. */
    NOTHING;

    /** The limit, counted in comparisons with a short text, which take some tens of nanoseconds each. */
    private static final int MOST_WHILE_READING = 200;
    private static final int BYTES_PER_STEP = 64;
    /** The assumed length of texts and arrays without a bound. */
    private static final int UNBOUNDED = 4096;

    boolean decided(Item item, CompiledSchema stream) {
        return switch (this) {
            case ALL -> true;
            case CHEAP -> !later(item, stream);
            case NOTHING -> false;
        };
    }

    private static boolean later(Item item, CompiledSchema stream) {
        return item.operator() == Operator.LIKE || stream.isAdded(item.attribute()) || stream.field(item.attribute())
                .map(field -> NamedNumbers.lookedUp(stream.type(field.index()).innermost().show())).orElse(false);
    }

    /** Tells how much of the filter may be decided while events are read. */
    static Cost whileReading(FilterNode root, List<CompiledSchema> streams) {
        long most = streams.stream().mapToLong(stream -> of(root, stream)).max().orElse(0);
        return most > MOST_WHILE_READING ? NOTHING
                : streams.stream().anyMatch(stream -> hasLater(root, stream)) ? CHEAP : ALL;
    }

    private static boolean hasLater(FilterNode node, CompiledSchema stream) {
        if (node instanceof And and) {
            return and.parts().stream().anyMatch(part -> hasLater(part, stream));
        }
        if (node instanceof Or or) {
            return or.parts().stream().anyMatch(part -> hasLater(part, stream));
        }
        return node instanceof Not not ? hasLater(not.part(), stream) : later((Item) node, stream);
    }

    private static long of(FilterNode node, CompiledSchema stream) {
        if (node instanceof And and) {
            return and.parts().stream().mapToLong(part -> of(part, stream)).sum();
        }
        if (node instanceof Or or) {
            return or.parts().stream().mapToLong(part -> of(part, stream)).sum();
        }
        if (node instanceof Not not) {
            return of(not.part(), stream);
        }
        Item item = (Item) node;
        return later(item, stream) ? 0 : stream.field(item.attribute())
                .map(field -> of(item, stream.type(field.index()))).orElse(1L);
    }

    private static long of(Item item, FieldType type) {
        if (type.kind() == Kind.ARRAY) {
            return (long) steps(type.room() == 0 ? UNBOUNDED : type.room()) * BYTES_PER_STEP / 8 * of(item, type.element());
        }
        boolean text = item.wild() || type.kind() == Kind.TEXT || type.kind() == Kind.BYTES || type.kind() == Kind.OTHER;
        int room = type.room() == 0 && (type.kind() == Kind.TEXT || type.kind() == Kind.BYTES) ? UNBOUNDED : type.room();
        // Each inner part of a value with wildcards may be searched for from every position.
        long inner = Math.max(0, item.parts().size() - 2);
        long found = item.parts().stream().mapToLong(String::length).max().orElse(0);
        return text ? steps(room) * (1 + inner * Math.min(room, found)) : 1;
    }

    private static int steps(int bytes) {
        return 1 + bytes / BYTES_PER_STEP;
    }
}
