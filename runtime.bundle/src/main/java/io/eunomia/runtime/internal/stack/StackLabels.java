package io.eunomia.runtime.internal.stack;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Recognises stacks by the names that programs give them: libbpf-tools, bcc, eunomia-bpf, Inspektor Gadget. */
public final class StackLabels {
    /** {@code user_stack_id}, {@code kern_stack_id}, {@code w_k_stack_id}, {@code kstack}, {@code kstack_raw}, {@code stackid}. */
    private static final Pattern STACK = Pattern.compile("(?:.*_)?(?:k|u|kern|kernel|user)?_?stack(?:_?id|_raw)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern KERNEL = Pattern.compile("(?:.*_)?(?:k|kern|kernel)_?stack.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern USER = Pattern.compile("(?:.*_)?(?:u|user)_?stack.*", Pattern.CASE_INSENSITIVE);
    /** What {@code show} says of a stack; the names of single addresses do as well. */
    private static final Map<String, StackSpace> SHOWS = Map.of("kstack", StackSpace.KERNEL, "ksym", StackSpace.KERNEL, "ustack", StackSpace.USER,
            "usym", StackSpace.USER, "stack", StackSpace.BY_ADDRESS);

    private StackLabels() {
    }

    /** Tells whether a show rule can be one of stacks. */
    public static boolean isShow(String show) {
        return SHOWS.containsKey(show);
    }

    public static StackSpace ofShow(String show) {
        return SHOWS.get(show);
    }

    /** Tells whether a field is called like a stack. @param name without those of the structs around it */
    public static boolean isStack(String name) {
        return STACK.matcher(name).matches();
    }

    /** Returns whose addresses a stack, or a map of stacks, of this name has. */
    public static StackSpace space(String name) {
        return KERNEL.matcher(name).matches() ? StackSpace.KERNEL : USER.matcher(name).matches() ? StackSpace.USER : StackSpace.BY_ADDRESS;
    }

    /**
     * Finds the map that has the stacks of a space: the only one there is, else the one that the programs tell, else the only one whose name says that space while
     * every other's says the other one.
     *
     * @param maps names of the maps of type stack_trace
     * @param code what the programs tell, which is asked where there are several
     */
    public static Optional<String> map(List<String> maps, StackSpace space, Supplier<Optional<String>> code) {
        if (maps.size() < 2) {
            return maps.stream().findFirst();
        }
        return code.get().filter(maps::contains).or(() -> named(maps, space));
    }

    private static Optional<String> named(List<String> maps, StackSpace space) {
        if (space == StackSpace.BY_ADDRESS) {
            return Optional.empty();
        }
        StackSpace other = space == StackSpace.KERNEL ? StackSpace.USER : StackSpace.KERNEL;
        List<String> mine = maps.stream().filter(map -> space(map) == space).toList();
        boolean others = maps.stream().allMatch(map -> space(map) == space || space(map) == other);
        return mine.size() == 1 && others ? Optional.of(mine.get(0)) : Optional.empty();
    }
}
