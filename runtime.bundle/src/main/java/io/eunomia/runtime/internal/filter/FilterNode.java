package io.eunomia.runtime.internal.filter;

import java.util.List;
import java.util.function.Consumer;

/** A filter as it was written, in either syntax. */
sealed interface FilterNode {

    /** Shows each comparison, in the order in which they were written. */
    default void items(Consumer<Item> consumer) {
        if (this instanceof And and) {
            and.parts().forEach(part -> part.items(consumer));
        } else if (this instanceof Or or) {
            or.parts().forEach(part -> part.items(consumer));
        } else if (this instanceof Not not) {
            not.part().items(consumer);
        } else {
            consumer.accept((Item) this);
        }
    }

    record And(List<FilterNode> parts) implements FilterNode {
        public And {
            parts = List.copyOf(parts);
        }
    }

    record Or(List<FilterNode> parts) implements FilterNode {
        public Or {
            parts = List.copyOf(parts);
        }
    }

    record Not(FilterNode part) implements FilterNode {
    }

    /**
     * One comparison.
     *
     * @param parts the value, cut at its wildcards: one part without any; two empty ones for presence ({@code =*})
     * @param position of the attribute in the text, from 1
     * @param valuePosition of the value, from 1
     */
    record Item(String attribute, Operator operator, List<String> parts, int position, int valuePosition)
            implements FilterNode {
        public Item {
            parts = List.copyOf(parts);
        }

        boolean presence() {
            return operator == Operator.EQUAL && parts.equals(List.of("", ""));
        }

        boolean wild() {
            return parts.size() > 1;
        }

        String value() {
            return String.join("*", parts);
        }
    }

    /** The relation that an item asks for. */
    enum Operator {
        EQUAL("="), APPROXIMATE("~="), AT_LEAST(">="), AT_MOST("<="), LESS("<"), GREATER(">"), LIKE("~");

        private final String text;

        Operator(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }

        /** Tells whether it asks for a value rather than an order. */
        boolean equality() {
            return this == EQUAL || this == APPROXIMATE;
        }
    }
}
