package io.eunomia.runtime.internal.stack;

import io.eunomia.runtime.display.CallStack;
import io.eunomia.runtime.display.StackFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A level of a flame graph: a function, or a name above all functions.
 *
 * @param name without semicolons and line ends, which part levels and stacks in folded text
 */
public record FlameLevel(String name, Kind kind) {
    /** What kind of code a level is, which its colour tells. */
    public enum Kind {
        /** No code: the name of a program, or why there is no stack. */
        NAME,
        KERNEL, USER, CPP,
        /** Compiled while the program runs, as by a Java virtual machine. */
        JIT,
        UNKNOWN
    }

    /** The module of functions that were compiled while their program ran. */
    private static final String JIT = "jit";
    private static final Pattern NOT_FOLDED = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]");
    /** Marks functions of the kernel as perf's scripts for flame graphs do (stackcollapse-perf.pl --kernel). */
    private static final String KERNEL_MARK = "_[k]";

    static FlameLevel of(StackFrame frame) {
        String module = frame.module().substring(frame.module().lastIndexOf('/') + 1);
        if (!frame.known()) {
            return new FlameLevel(text(frame.kernel() ? frame.name() : module.isEmpty() ? "[unknown]" : '[' + module + ']'),
                    frame.kernel() ? Kind.KERNEL : Kind.UNKNOWN);
        }
        return new FlameLevel(text(frame.name()), frame.kernel() ? Kind.KERNEL : frame.module().equals(JIT) ? Kind.JIT
                : frame.name().contains("::") ? Kind.CPP : Kind.USER);
    }

    /** Makes a level of a name. */
    public static FlameLevel named(String name) {
        return new FlameLevel(text(name), Kind.NAME);
    }

    /** Returns a stack's levels, the outermost function first. */
    public static List<FlameLevel> of(CallStack stack) {
        List<FlameLevel> levels = new ArrayList<>();
        if (!stack.missing().isEmpty()) {
            levels.add(named('[' + stack.missing() + ']'));
        }
        for (int i = stack.frames().size() - 1; i >= 0; i--) {
            levels.add(of(stack.frames().get(i)));
        }
        return levels;
    }

    private static String text(String name) {
        String text = NOT_FOLDED.matcher(name.replace(';', ':')).replaceAll("?");
        return text.isBlank() ? "[unnamed]" : text;
    }

    /** Returns the level as folded text has it. */
    public String folded() {
        return kind == Kind.KERNEL ? name + KERNEL_MARK : name;
    }

    /** Returns levels as one line of folded text, without a count. */
    public static String folded(List<FlameLevel> levels) {
        return levels.stream().map(FlameLevel::folded).collect(Collectors.joining(";"));
    }
}
