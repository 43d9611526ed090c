package io.eunomia.runtime.internal.inference;

import io.eunomia.runtime.internal.inference.code.Output;
import io.eunomia.runtime.internal.inference.source.AccessPath;
import io.eunomia.runtime.internal.inference.source.SourceInfo;
import io.eunomia.runtime.internal.inference.source.SourceLine;
import io.eunomia.runtime.internal.inference.source.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the names of a record in the source where a program gets it or hands it over: {@code e = bpf_ringbuf_reserve(…)} is
 * {@code e}.
 */
final class RecordRoots {
    private static final Pattern RESERVED = Pattern.compile("\\bbpf_ringbuf_reserve\\s*\\(");
    private static final Pattern LOOKED_UP = Pattern.compile(
            "\\bbpf_(?:map_lookup_elem|map_lookup_percpu_elem|get_local_storage|\\w+_storage_get)\\s*\\(");
    private static final Pattern GIVEN = Pattern.compile("\\bbpf_(?:perf_event|ringbuf|skb|xdp)_output\\s*\\(");
    private static final Pattern CALL = Pattern.compile("\\b([A-Za-z_]\\w*)\\s*\\(");
    /** Arguments of a call are set in this many instructions before it, each of which may belong to another line. */
    private static final int BEFORE = 10;

    private final SourceInfo source;
    private final List<AccessPath> roots = new ArrayList<>();

    RecordRoots(SourceInfo source, Output output, Set<Integer> lookups) {
        this.source = source;
        if (output.argument() < 0) {
            got(RESERVED, output.at().section(), output.at().at());
        } else {
            given(output);
            lookups.forEach(at -> got(LOOKED_UP, output.at().section(), at));
        }
    }

    /** Finds the names of a map's value that another program hands over. */
    RecordRoots(SourceInfo source, String section, Set<Integer> lookups) {
        this.source = source;
        lookups.forEach(at -> got(LOOKED_UP, section, at));
    }

    /** Returns the part of a path behind the record; empty when the path starts elsewhere. */
    Optional<AccessPath> inside(AccessPath path) {
        for (AccessPath root : roots) {
            int depth = root.members().size();
            if (path.variable().equals(root.variable()) && path.members().size() > depth
                    && path.members().subList(0, depth).equals(root.members())) {
                return Optional.of(path.behind(depth, root.variable()));
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the members whose address is given to functions of the program's own, which have other names for what is in
     * them.
     *
     * @param lines of the function that writes the record
     */
    Set<List<String>> given(Collection<SourceLine> lines) {
        Set<List<String>> given = new HashSet<>();
        for (SourceLine line : lines) {
            Matcher call = CALL.matcher(line.text());
            while (call.find()) {
                if (!call.group(1).startsWith("bpf_") && !call.group(1).startsWith("__builtin")
                        && !call.group(1).startsWith("BPF_")) {
                    new Statement(at(line, call.start(1))).call().ifPresent(one -> one.arguments().forEach(argument ->
                            Statement.path(argument).filter(path -> path.addressed() && !path.indexed())
                                    .flatMap(this::inside).ifPresent(path -> given.add(path.members()))));
                }
            }
        }
        return given;
    }

    /** Returns the struct that the variable is declared with; empty if no line tells. */
    String struct(Collection<SourceLine> lines) {
        for (AccessPath root : roots) {
            Pattern declared = Pattern.compile("\\bstruct\\s+(\\w+)\\s*\\*?\\s*" + root.variable() + "\\b\\s*[=;,)]");
            for (SourceLine line : lines) {
                Matcher matcher = declared.matcher(line.text());
                if (!root.member() && matcher.find()) {
                    return matcher.group(1);
                }
            }
        }
        return "";
    }

    /** Returns the name of the record's variable or member; empty if not known. */
    String name() {
        if (roots.isEmpty()) {
            return "";
        }
        AccessPath first = roots.get(0);
        return first.member() ? first.members().get(first.members().size() - 1) : first.variable();
    }

    private void got(Pattern call, String section, int at) {
        for (SourceLine line : before(section, at)) {
            Matcher matcher = call.matcher(line.text());
            while (matcher.find()) {
                new Statement(at(line, matcher.start())).receiver().ifPresent(roots::add);
            }
        }
    }

    private void given(Output output) {
        for (SourceLine line : before(output.at().section(), output.at().at())) {
            Matcher matcher = GIVEN.matcher(line.text());
            while (matcher.find()) {
                new Statement(at(line, matcher.start())).call()
                        .flatMap(call -> Statement.path(call.argument(output.argument())))
                        .filter(path -> !path.indexed()).ifPresent(roots::add);
            }
        }
    }

    private List<SourceLine> before(String section, int at) {
        List<SourceLine> lines = new ArrayList<>(source.lines(section, Math.max(0, at - BEFORE), at + 1));
        lines.add(source.line(section, at - BEFORE));
        Collections.reverse(lines);
        return lines;
    }

    private static SourceLine at(SourceLine line, int index) {
        return new SourceLine(line.at(), line.text(), line.line(), index + 1);
    }
}
