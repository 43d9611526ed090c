package io.eunomia.runtime.internal.evidence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts a record's fields together from the writes to it and the source lines that they come from. */
final class FieldNames {
    private static final String MEMBER = "(\\w+)(?:->|\\.)([A-Za-z_]\\w*(?:(?:->|\\.)[A-Za-z_]\\w*)*)(?:\\[(\\d+)\\])?";
    private static final Pattern ASSIGNED = Pattern.compile("^\\s*" + MEMBER + "\\s*[-+|&^]?=(?!=)");
    private static final Pattern MENTIONED = Pattern.compile("\\(.*?(?<![\\w.>])&?\\(?" + MEMBER);

    private static final Map<String, String> PAIRS = Map.of("saddr", "daddr", "laddr", "raddr", "src_ip", "dst_ip",
            "saddr_v4", "daddr_v4", "saddr_v6", "daddr_v6", "src_addr", "dst_addr", "local_addr", "remote_addr");

    /** A write with the name it goes by. @param variable the record's, in the source */
    private record Named(Write write, String variable, String field, int index) {
    }

    private final int size;
    private final Map<Integer, Named> byOffset = new TreeMap<>();
    private final String variable;

    /** @param writes with offsets from the record's start @param size of the record */
    FieldNames(List<Write> writes, int size) {
        this.size = size;
        List<Named> named = writes.stream().filter(write -> write.offset() >= 0 && write.offset() + write.size() <= size)
                .flatMap(write -> name(write).stream()).toList();
        Map<String, Integer> votes = new HashMap<>();
        named.forEach(one -> votes.merge(one.variable(), 1, Integer::sum));
        this.variable = votes.entrySet().stream().max(Map.Entry.<String, Integer>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey())).map(Map.Entry::getKey).orElse("");
        named.stream().filter(one -> one.variable().equals(variable))
                .forEach(one -> byOffset.merge(one.write().offset(), one, FieldNames::better));
        // Where branches meet, a helper's call belongs to no line: its bytes are a field, but of no known name.
        writes.stream().filter(write -> write.kind() != Write.Kind.STORE && write.lines().stream().allMatch(String::isEmpty))
                .filter(write -> write.offset() >= 0 && write.offset() + write.size() <= size)
                .forEach(write -> byOffset.putIfAbsent(write.offset(), new Named(write, variable, "", -1)));
    }

    /** Addresses come in pairs. */
    private static String unnamed(InferredField before, Write write) {
        String pair = before == null || before.size() != write.size() ? null : PAIRS.get(before.name());
        return pair != null ? pair : "at_" + write.offset();
    }

    private static Optional<Named> name(Write write) {
        for (String line : write.lines()) {
            Matcher assigned = ASSIGNED.matcher(line);
            if (assigned.find()) {
                return Optional.of(named(write, assigned));
            }
            Matcher mentioned = MENTIONED.matcher(line);
            if (write.kind() != Write.Kind.STORE && mentioned.find()) {
                return Optional.of(named(write, mentioned));
            }
        }
        return Optional.empty();
    }

    private static Named named(Write write, Matcher matcher) {
        int index = matcher.group(3) == null || matcher.group(3).length() > 4 ? -1 : Integer.parseInt(matcher.group(3));
        return new Named(write, matcher.group(1), matcher.group(2).replace("->", "."), index);
    }

    private static Named better(Named one, Named other) {
        Comparator<Named> order = Comparator.<Named, Write.Kind>comparing(named -> named.write().kind())
                .thenComparing(named -> named.write().size());
        return order.compare(one, other) >= 0 ? one : other;
    }

    /** What the source calls the record; empty when nothing was found. */
    String variable() {
        return variable;
    }

    List<InferredField> fields() {
        List<InferredField> fields = new ArrayList<>();
        int end = 0;
        for (Named one : byOffset.values()) {
            Write write = one.write();
            if (write.offset() < end) {
                continue;
            }
            InferredField last = fields.isEmpty() ? null : fields.get(fields.size() - 1);
            if (continues(last, one)) {
                fields.set(fields.size() - 1, new InferredField(last.name(), last.offset(), last.size(),
                        last.count() + 1, false));
            } else {
                boolean text = write.kind() == Write.Kind.TEXT;
                String name = one.field().isEmpty() ? unnamed(last, write) : one.field();
                fields.add(new InferredField(free(fields, name), write.offset(), write.size(), 1, text));
            }
            end = write.offset() + write.size();
        }
        return fields;
    }

    /** Whether it is the next element of the array that {@code last} is. */
    private static boolean continues(InferredField last, Named one) {
        return last != null && one.index() == last.count() && one.field().equals(last.name())
                && one.write().size() == last.size() && !last.text()
                && one.write().offset() == last.offset() + last.size() * last.count();
    }

    private static String free(List<InferredField> fields, String name) {
        boolean taken = fields.stream().anyMatch(field -> field.name().equals(name));
        return taken ? name + '_' + fields.size() : name;
    }

    int size() {
        return size;
    }
}
