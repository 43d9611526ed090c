package io.eunomia.runtime.internal.inference.source;

import java.util.ArrayList;
import java.util.List;

/**
 * An expression such as {@code e->addr.port} or {@code &event.args[i]}.
 *
 * @param variable what it starts from
 * @param members the names behind it, in order
 * @param index of an array's element at the end: a number, {@link #VARIABLE} when it is no constant, {@link #NONE}
 * @param addressed whether the operator {@code &} stands before it
 * @param end offset in the line behind it
 */
public record AccessPath(String variable, List<String> members, int index, boolean addressed, int end) {
    public static final int NONE = -1;
    public static final int VARIABLE = -2;

    /** Returns the members with dots between. */
    public String name() {
        return String.join(".", members);
    }

    public boolean member() {
        return !members.isEmpty();
    }

    public boolean indexed() {
        return index != NONE;
    }

    /** Returns an element of the array that this is. */
    public AccessPath element(int number) {
        return new AccessPath(variable, members, number, addressed, end);
    }

    /** Returns a member of it. */
    public AccessPath with(List<String> inner) {
        List<String> all = new ArrayList<>(members);
        all.addAll(inner);
        return new AccessPath(variable, List.copyOf(all), NONE, false, end);
    }

    /** Returns the same path as a member of a member. */
    public AccessPath under(List<String> outer) {
        List<String> all = new ArrayList<>(outer);
        all.addAll(members);
        return new AccessPath(variable, List.copyOf(all), index, addressed, end);
    }

    /** Returns the path behind the record: the same without its first members, seen from another variable. */
    public AccessPath behind(int count, String other) {
        return new AccessPath(other, members.subList(count, members.size()), index, addressed, end);
    }
}
