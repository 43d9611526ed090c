package io.eunomia.runtime.internal.filter;

import io.eunomia.runtime.internal.decode.FieldType;
import io.eunomia.runtime.internal.decode.FieldType.Kind;
import io.eunomia.runtime.internal.filter.FilterNode.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares an array as a whole with a list of the same length, element by element. */
final class ListComparison {
    /** The most elements that a hint writes out. */
    private static final int SHOWN = 8;

    private final Item item;
    private final int field;
    private final List<RecordTest> tests = new ArrayList<>();

    private ListComparison(Item item, int field) {
        this.item = item;
        this.field = field;
    }

    /** Compares one element. */
    @FunctionalInterface
    interface Element {
        RecordTest test(FieldType type, Item item, Place place);
    }

    /**
     * Makes the comparison, if the value is a list.
     *
     * @param field index of the array
     * @return empty when the value is no list, or has wildcards in places where no element is
     */
    static Optional<RecordTest> of(Item item, int field, FieldType type, Element element) {
        String list = ListValue.joined(item.parts()).strip();
        if (!item.operator().equality() || !list.startsWith("[") || ListValue.end(list, 0) != list.length()) {
            return Optional.empty();
        }
        if (item.wild() && !ListValue.fits(list, type)) {
            return Optional.empty();
        }
        ListComparison comparison = new ListComparison(item, field);
        comparison.add(item.attribute(), list, type, element);
        return Optional.of(comparison.test());
    }

    private void add(String path, String list, FieldType type, Element element) {
        List<String> elements = ListValue.elements(list);
        boolean fits = type.room() == 0 || elements.size() == type.room();
        try {
            for (int i = 0; i < (fits ? elements.size() : Math.min(elements.size(), type.room())); i++) {
                add(path + '[' + i + ']', elements.get(i), type, element, Place.element(field, tests.size()));
            }
        } catch (NeverMatches e) {
            throw fits ? e : e.refusal();
        }
        if (!fits) {
            throw wrongLength(path, elements, type);
        }
    }

    private void add(String path, String text, FieldType type, Element element, Place place) {
        if (type.element().kind() != Kind.ARRAY) {
            tests.add(element.test(type.element(), at(path, ListValue.parts(text)), place));
        } else if (text.startsWith("[") && ListValue.end(text, 0) == text.length()) {
            add(path, text, type.element(), element);
        } else {
            throw Refusal.unfit(at(path, List.of(ListValue.shown(text))), "no list", "lists of lists are written like "
                    + ListValue.example(type));
        }
    }

    private Item at(String path, List<String> parts) {
        return new Item(path, item.operator(), parts, item.position(), item.valuePosition());
    }

    /** Refuses a list of another length. The type has no such value, so its negation is refused as well. */
    private RuntimeException wrongLength(String path, List<String> elements, FieldType type) {
        String reason = (path.equals(item.attribute()) ? "the field has " : path + " has ") + type.room()
                + " elements, the list has " + elements.size();
        if (type.element().kind() == Kind.ARRAY || !path.equals(item.attribute()) || type.room() > SHOWN) {
            return Refusal.unknown(item, reason, "write all " + type.room() + " of them");
        }
        List<String> example = new ArrayList<>(elements.stream().limit(type.room()).map(ListValue::shown).toList());
        while (example.size() < type.room()) {
            example.add("*");
        }
        return Refusal.unknown(item, reason, "write all of them, * for any: [" + String.join(",", example) + ']');
    }

    private RecordTest test() {
        RecordTest[] all = tests.toArray(RecordTest[]::new);
        return record -> {
            if (record.elements(field) != all.length) {
                return false;
            }
            for (RecordTest one : all) {
                if (!one.matches(record)) {
                    return false;
                }
            }
            return true;
        };
    }
}
