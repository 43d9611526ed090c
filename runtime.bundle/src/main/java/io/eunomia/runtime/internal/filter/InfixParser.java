package io.eunomia.runtime.internal.filter;

import io.eunomia.runtime.internal.filter.FilterNode.Item;
import io.eunomia.runtime.internal.filter.FilterNode.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Parses infix filters by recursive descent over {@code or := and {"||" and}}, {@code and := unary {"&&" unary}},
 * {@code unary := "!" unary | "(" or ")" | NAME operator value}: precedence as in C.
 */
final class InfixParser {
    private static final int MAX_DEPTH = 64;
    /** The operators; longer ones come before those that they begin with. */
    private static final List<String> OPERATORS = List.of("==", "!=", "!~", "<=", ">=", "~=", "=", "<", ">", "~");
    private static final Map<String, Operator> MEANINGS = Map.of("==", Operator.EQUAL, "!=", Operator.EQUAL,
            "!~", Operator.LIKE, "<=", Operator.AT_MOST, ">=", Operator.AT_LEAST, "~=", Operator.APPROXIMATE,
            "=", Operator.EQUAL, "<", Operator.LESS, ">", Operator.GREATER, "~", Operator.LIKE);

    private final InfixText text;

    private InfixParser(String text) {
        this.text = new InfixText(text);
    }

    static FilterNode parse(String text) {
        FilterParser.checkLength(text);
        InfixParser parser = new InfixParser(text);
        FilterNode node = parser.or(0);
        if (!parser.text.atEnd()) {
            throw parser.text.expected("&&, || or the end of the filter");
        }
        return node;
    }

    private FilterNode or(int depth) {
        List<FilterNode> parts = new ArrayList<>(List.of(and(depth)));
        while (text.accept("||")) {
            parts.add(and(depth));
        }
        return parts.size() == 1 ? parts.get(0) : new FilterNode.Or(parts);
    }

    private FilterNode and(int depth) {
        List<FilterNode> parts = new ArrayList<>(List.of(unary(depth)));
        while (text.accept("&&")) {
            parts.add(unary(depth));
        }
        return parts.size() == 1 ? parts.get(0) : new FilterNode.And(parts);
    }

    private FilterNode unary(int depth) {
        if (depth > MAX_DEPTH) {
            throw FilterParser.failure("filter, position " + text.position() + ": nested more than " + MAX_DEPTH + " deep",
                    "write it flatter");
        }
        if (text.accept("!")) {
            return new FilterNode.Not(unary(depth + 1));
        }
        if (text.accept("(")) {
            FilterNode inside = or(depth + 1);
            if (!text.accept(")")) {
                throw text.expected("&&, || or ')'");
            }
            return inside;
        }
        return comparison();
    }

    private FilterNode comparison() {
        text.skipBlanks();
        int position = text.position();
        String name = text.name();
        if (name.isEmpty()) {
            throw text.expected("a field's name, '(' or '!'");
        }
        String operator = OPERATORS.stream().filter(text::accept).findFirst()
                .orElseThrow(() -> text.expected("==, !=, <, >, <=, >= or ~ after " + name));
        Operator meaning = MEANINGS.get(operator);
        text.skipBlanks();
        int valuePosition = text.position();
        List<String> parts = meaning == Operator.LIKE ? List.of(text.pattern()) : text.value();
        if (parts.size() > 1 && !meaning.equality()) {
            throw FilterParser.failure("filter, position " + valuePosition + ": expected a value without wildcards after "
                    + operator + ", found " + String.join("*", parts), InfixText.HINT);
        }
        Item item = new Item(name, meaning, parts, position, valuePosition);
        if (!operator.startsWith("!")) {
            return item;
        }
        // A record that lacks the field does not count as one whose field differs.
        Item present = new Item(name, Operator.EQUAL, List.of("", ""), position, valuePosition);
        return new FilterNode.And(List.of(present, new FilterNode.Not(item)));
    }
}
