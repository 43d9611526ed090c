package io.eunomia.runtime.internal.filter;

import io.eunomia.runtime.internal.decode.CompiledSchema;
import io.eunomia.runtime.internal.decode.FieldType;
import io.eunomia.runtime.internal.decode.FieldType.Kind;
import io.eunomia.runtime.internal.filter.FilterNode.And;
import io.eunomia.runtime.internal.filter.FilterNode.Item;
import io.eunomia.runtime.internal.filter.FilterNode.Not;
import io.eunomia.runtime.internal.filter.FilterNode.Or;
import io.eunomia.runtime.internal.filter.FilterNode.Operator;
import java.util.List;

/**
 * What is decided where. One thread reads the events of all trackers, so a filter that takes long there would lose events
 * of everybody. Patterns, and filters of great size, are decided by the thread of the subscriber who wants them.
 */
enum Cost {
    /** Everything is decided. */
    ALL,
    /** Everything but patterns. */
    CHEAP,
    /** Nothing. */
    NOTHING;

    /** In comparisons with a short text, which take some tens of nanoseconds each. */
    private static final int MOST_WHILE_READING = 200;
    private static final int BYTES_PER_STEP = 64;
    /** For texts and arrays without a bound. */
    private static final int UNBOUNDED = 4096;

    boolean decided(Item item) {
        return switch (this) {
            case ALL -> true;
            case CHEAP -> item.operator() != Operator.LIKE;
            case NOTHING -> false;
        };
    }

    /** What of the filter may be decided while events are read. */
    static Cost whileReading(FilterNode root, List<CompiledSchema> streams) {
        long most = streams.stream().mapToLong(stream -> of(root, stream)).max().orElse(0);
        return most > MOST_WHILE_READING ? NOTHING : like(root) ? CHEAP : ALL;
    }

    private static boolean like(FilterNode node) {
        if (node instanceof And and) {
            return and.parts().stream().anyMatch(Cost::like);
        }
        if (node instanceof Or or) {
            return or.parts().stream().anyMatch(Cost::like);
        }
        return node instanceof Not not ? like(not.part()) : ((Item) node).operator() == Operator.LIKE;
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
        return item.operator() == Operator.LIKE ? 0 : stream.field(item.attribute())
                .map(field -> of(item, stream.type(field.index()))).orElse(1L);
    }

    private static long of(Item item, FieldType type) {
        if (type.kind() == Kind.ARRAY) {
            return (long) steps(type.room() == 0 ? UNBOUNDED : type.room()) * BYTES_PER_STEP / 8 * of(item, type.element());
        }
        boolean text = item.wild() || type.kind() == Kind.TEXT || type.kind() == Kind.BYTES || type.kind() == Kind.OTHER;
        int room = type.room() == 0 && (type.kind() == Kind.TEXT || type.kind() == Kind.BYTES) ? UNBOUNDED : type.room();
        // Each inner part of a value with wildcards may be looked for from every place.
        long inner = Math.max(0, item.parts().size() - 2);
        long found = item.parts().stream().mapToLong(String::length).max().orElse(0);
        return text ? steps(room) * (1 + inner * Math.min(room, found)) : 1;
    }

    private static int steps(int bytes) {
        return 1 + bytes / BYTES_PER_STEP;
    }
}
