package io.eunomia.runtime.internal.inference;

import io.eunomia.runtime.internal.inference.Seen.Shape;
import io.eunomia.runtime.internal.inference.WriteNames.Named;
import io.eunomia.runtime.internal.inference.code.Extent;
import io.eunomia.runtime.internal.inference.code.Facts;
import io.eunomia.runtime.internal.inference.code.Region.Place;
import io.eunomia.runtime.internal.inference.code.Write;
import io.eunomia.runtime.internal.inference.source.AccessPath;
import io.eunomia.runtime.internal.inference.source.SourceLine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts together what one program writes to one record: it finds whose member each name is, and which writes are one. */
final class RecordWrites {
    private final Place start;
    private final RecordRoots roots;
    private final List<Seen> seen = new ArrayList<>();
    private final List<Named> named = new ArrayList<>();
    private final Collection<SourceLine> lines;
    private final List<CountedBytes> counted;
    private String variable;
    private boolean lost;

    /**
     * Puts the writes together.
     *
     * @param size of the record @param writes to the record's region @param names by section @param lines of the program
     * @param extents how far its helpers write
     */
    RecordWrites(Place start, int size, RecordRoots roots, List<Write> writes,
            Map<String, WriteNames> names, Collection<SourceLine> lines, List<Extent> extents) {
        this.start = start;
        this.roots = roots;
        this.lines = lines;
        this.counted = CountedBytes.of(start, writes, extents);
        this.variable = roots.name();
        for (Write write : writes) {
            if (offset(write) < 0 || offset(write) + Math.max(1, write.size()) > size) {
                continue;
            }
            Optional<Named> one = names.get(write.at().section()).name(write);
            if (one.isPresent() && one.get().write().size() == 0 && write.size() > 0) {
                one = Optional.empty();
            }
            one.ifPresentOrElse(found -> named(found, write), () -> unnamed(write));
        }
        resolve();
    }

    List<Seen> seen() {
        return seen;
    }

    List<CountedBytes> counted() {
        return counted;
    }

    /** Returns the name of the record in the source. */
    String variable() {
        return variable;
    }

    /** Returns the name of its struct in the source; empty if it does not tell. */
    String struct() {
        return roots.struct(lines);
    }

    /** Tells whether something is written to it at a place that is not known. */
    boolean lost() {
        return lost;
    }

    private int offset(Write write) {
        return write.place().offset() - start.offset();
    }

    private void named(Named one, Write write) {
        named.add(one);
        int rest = write.size() - one.write().size();
        int start = offset(one.write()) > offset(write) ? offset(write) : offset(write) + one.write().size();
        boolean zero = write.constant() != null ? write.constant() >>> 8 * one.write().size() == 0
                : start > offset(write) && write.value().bits() <= 8 * one.write().size();
        int held = (one.facts().bits() + 7) / 8;
        if (one.shape() == Shape.AT_MOST && rest == 0 && write.constant() != null && held < write.size()
                && write.constant() >> 8 * held != 0) {
            seen.add(new Seen("", offset(write) + held, write.size() - held, AccessPath.NONE, Shape.NOTHING, write.kind(),
                    Facts.NONE, ""));
        }
        if (rest > 0 && !zero) {
            seen.add(new Seen("", start, rest, AccessPath.NONE, Shape.NOTHING, write.kind(), Facts.NONE, ""));
        }
    }

    private void unnamed(Write write) {
        boolean zero = write.constant() != null && write.constant() == 0;
        lost |= !write.exact() || write.size() == 0;
        if (!zero && write.exact()) {
            seen.add(new Seen("", offset(write), Math.max(1, write.size()), AccessPath.NONE, Shape.NOTHING, write.kind(),
                    write.value(), write.struct()));
        }
    }

    /** Makes all names count from the record; other variables may be the record too, or a part of it. */
    private void resolve() {
        List<Named> inside = new ArrayList<>();
        List<Named> others = new ArrayList<>();
        for (Named one : named) {
            Optional<AccessPath> rest = one.path().variable().isEmpty() ? Optional.of(one.path())
                    : roots.inside(one.path());
            rest.ifPresentOrElse(path -> inside.add(one.inside(path)), () -> others.add(one));
        }
        Map<String, List<Named>> byVariable = new LinkedHashMap<>();
        others.forEach(one -> byVariable.computeIfAbsent(one.path().variable(), name -> new ArrayList<>()).add(one));
        if (inside.isEmpty() && !byVariable.isEmpty()) {
            String most = byVariable.entrySet().stream().max(Comparator.comparingInt(
                    (Map.Entry<String, List<Named>> each) -> each.getValue().size()).thenComparing(Map.Entry::getKey))
                    .orElseThrow().getKey();
            Set<List<String>> member = roots.given(lines);
            if (member.size() == 1 && !most.equals(variable) && byVariable.size() == 1) {
                byVariable.remove(most).forEach(one -> inside.add(one.inside(one.path().under(member.iterator().next()))));
            } else {
                variable = most;
                inside.addAll(byVariable.remove(most));
            }
        }
        byVariable.values().removeIf(list -> whole(list, inside) && inside.addAll(list));
        Set<List<String>> given = byVariable.size() == 1 ? roots.given(lines) : Set.of();
        byVariable.values().forEach(list -> list.forEach(one -> {
            if (given.size() == 1) {
                inside.add(one.inside(one.path().under(given.iterator().next())));
            } else {
                unnamed(one.write());
            }
        }));
        group(inside);
    }

    /** Tells whether another variable is the record itself: members of the record's own lie between its members. */
    private boolean whole(List<Named> list, List<Named> inside) {
        int first = list.stream().mapToInt(one -> offset(one.write())).min().orElse(0);
        int last = list.stream().mapToInt(one -> offset(one.write())).max().orElse(0);
        return inside.stream().anyMatch(one -> one.path().members().size() == 1 && offset(one.write()) >= first
                && offset(one.write()) <= last);
    }

    /** Groups the writes of one expression, which are one value in pieces, a copy, or elements of an array. */
    private void group(List<Named> all) {
        Map<String, List<Named>> groups = new LinkedHashMap<>();
        for (Named one : all) {
            if (!one.bounded() && reachesInto(one, all)) {
                unnamed(one.write());
                continue;
            }
            SourceLine line = one.group();
            boolean alone = one.write().kind() != Write.Kind.STORE;
            String key = one.path().name() + '/' + line.line() + ':' + line.column()
                    + (alone ? "/" + one.write().at() : "");
            groups.computeIfAbsent(key, name -> new ArrayList<>()).add(one);
        }
        groups.values().forEach(this::add);
    }

    /** Tells whether more is written than the member has room for, because another one begins before the end. */
    private boolean reachesInto(Named wide, List<Named> all) {
        int from = offset(wide.write());
        int to = from + wide.write().size();
        boolean other = all.stream().anyMatch(one -> offset(one.write()) > from && offset(one.write()) < to
                && !one.path().members().equals(wide.path().members()));
        return other || seen.stream().anyMatch(one -> one.kind() == Write.Kind.STORE && one.offset() > from && one.offset() < to);
    }

    private void add(List<Named> group) {
        group.sort(Comparator.comparingInt(one -> offset(one.write())));
        Named first = group.get(0);
        if (group.size() == 1 && first.shape() == Shape.AT_MOST && first.write().size() == 1) {
            unnamed(first.write());
            return;
        }
        if (group.size() == 1) {
            add(first, first.write().size(), first.shape(), first.path().index());
            return;
        }
        WriteGroup writes = new WriteGroup(group);
        boolean contiguous = writes.contiguous();
        int total = writes.bytes();
        if (first.path().index() == AccessPath.VARIABLE && first.shape() != Shape.BYTES) {
            for (int i = 0; i < group.size(); i++) {
                add(group.get(i), group.get(i).write().size(), first.shape(), contiguous ? i : AccessPath.VARIABLE);
            }
        } else if (contiguous && (first.shape() != Shape.SCALAR && first.shape() != Shape.AT_MOST || writes.pieces())) {
            add(first, total, first.shape(), first.path().index());
        } else if (contiguous && writes.constants()) {
            add(first, total, Shape.SCALAR, first.path().index());
        } else if (contiguous && writes.copies()) {
            add(first, total, Shape.BYTES, first.path().index());
        } else if (writes.sameBytes()) {
            add(first, first.write().size(), first.shape(), first.path().index());
        } else {
            group.forEach(one -> unnamed(one.write()));
        }
    }

    private void add(Named one, int bytes, Shape shape, int index) {
        lost |= !one.write().exact();
        seen.add(new Seen(one.path().name(), offset(one.write()), bytes, one.write().exact() ? index
                : AccessPath.VARIABLE, shape, one.write().kind(), one.facts(), one.write().struct()));
    }
}
