package io.eunomia.runtime.internal.filter;

import io.eunomia.runtime.internal.decode.FieldType;
import io.eunomia.runtime.internal.decode.FieldType.Kind;
import io.eunomia.runtime.internal.decode.FieldType.Member;
import io.eunomia.runtime.internal.filter.FilterNode.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares a struct in an array member by member: {@code {"x":1,"y":0x2}} as it is shown, or {@code {y:2}}, where the other
 * members may have any value.
 */
final class StructComparison {
    private final Item item;
    private final Place place;
    private final ListComparison.Element member;

    private StructComparison(Item item, Place place, ListComparison.Element member) {
        this.item = item;
        this.place = place;
        this.member = member;
    }

    /**
     * Makes the comparison, if the value is a struct.
     *
     * @param member compares one member
     * @return empty when the value is not a whole struct, or when the members are not known
     */
    static Optional<RecordTest> of(Item item, FieldType type, Place place, ListComparison.Element member) {
        String text = ListValue.joined(item.parts()).strip();
        boolean struct = item.operator().equality() && text.startsWith("{") && ListValue.end(text, 0) == text.length();
        return struct && !type.members().isEmpty() ? Optional.of(new StructComparison(item, place, member).test(text, type))
                : Optional.empty();
    }

    private RecordTest test(String text, FieldType type) {
        List<RecordTest> tests = new ArrayList<>();
        for (String part : ListValue.elements(text)) {
            int colon = ListValue.colon(part);
            if (colon < 0) {
                throw Refusal.unfit(item, "no struct", "write it like " + example(type));
            }
            String name = String.join("*", ListValue.parts(part.substring(0, colon).strip()));
            int number = type.members().stream().map(Member::name).toList().indexOf(name);
            if (number < 0) {
                throw Refusal.unknown(item, "the struct has no member \"" + name + '"', "it has " + String.join(", ",
                        type.members().stream().map(Member::name).toList()));
            }
            tests.add(test(name, part.substring(colon + 1).strip(), type.members().get(number).type(), place.member(number)));
        }
        RecordTest[] all = tests.toArray(RecordTest[]::new);
        return record -> {
            for (RecordTest one : all) {
                if (!one.matches(record)) {
                    return false;
                }
            }
            return true;
        };
    }

    private RecordTest test(String name, String value, FieldType type, Place where) {
        Item one = new Item(item.attribute() + '.' + name, item.operator(), ListValue.parts(value), item.position(),
                item.valuePosition());
        boolean shown = type.kind() == Kind.ARRAY || type.kind() == Kind.TIME;
        return member.test(shown ? FieldType.shown() : type, one, where);
    }

    /** Returns a struct of arbitrary values, for messages. */
    static String example(FieldType type) {
        return type.members().isEmpty() ? "{\"x\":1,\"y\":2}" : '{' + String.join(",", type.members().stream()
                .map(one -> one.name() + ":*").toList()) + '}';
    }
}
