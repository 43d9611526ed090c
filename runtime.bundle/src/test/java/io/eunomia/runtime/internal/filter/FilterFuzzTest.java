package io.eunomia.runtime.internal.filter;

import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.fuzz.Fuzzing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Filters: what is read can be printed, and is then read as the same. */
class FilterFuzzTest extends Fuzzing {

    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        FilterNode node;
        try {
            FilterSyntax.parse(text);
        } catch (TrackerException e) {
            // Neither of the two syntaxes.
        }
        try {
            node = FilterParser.parse(text);
        } catch (TrackerException e) {
            return;
        }
        String printed = print(node);
        String again = print(FilterParser.parse(printed));
        if (!again.equals(printed)) {
            throw new IllegalStateException(printed + " is read as " + again);
        }
    }

    private static String print(FilterNode node) {
        if (node instanceof FilterNode.And and) {
            return "(&" + and.parts().stream().map(FilterFuzzTest::print).collect(Collectors.joining()) + ')';
        }
        if (node instanceof FilterNode.Or or) {
            return "(|" + or.parts().stream().map(FilterFuzzTest::print).collect(Collectors.joining()) + ')';
        }
        if (node instanceof FilterNode.Not not) {
            return "(!" + print(not.part()) + ')';
        }
        FilterNode.Item item = (FilterNode.Item) node;
        return '(' + item.attribute() + item.operator().text()
                + item.parts().stream().map(FilterFuzzTest::escaped).collect(Collectors.joining("*")) + ')';
    }

    /** As RFC 4515, section 3, has it: each byte of what has a meaning of its own. */
    private static String escaped(String value) {
        StringBuilder text = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = b >= 'a' && b <= 'z' || b >= '0' && b <= '9';
            text.append(plain ? Character.toString(b) : String.format("\\%02x", b & 0xff));
        }
        return text.toString();
    }

    @Override
    protected List<byte[]> seeds() {
        return List.of("(pid=1)", "(&(comm=ba*sh)(!(uid>=1000)))", "(|(a=\\28)(b=*)(c~=x))", "pid=7",
                "pid > 100 && comm != \"bash\"", "!(a == 1 || b ~ 'x.*')").stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }
}
