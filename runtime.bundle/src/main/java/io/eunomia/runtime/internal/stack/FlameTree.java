package io.eunomia.runtime.internal.stack;

import io.eunomia.runtime.internal.stack.FlameLevel.Kind;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** Stacks added up from their outermost functions on. Bounded: what is too much is counted where it was cut. Confined to one thread. */
public final class FlameTree {
    private static final int MOST_NODES = 20_000;
    /** No kernel gives more frames unless it is told to (kernel.perf_event_max_stack). */
    private static final int MOST_LEVELS = 1024;

    private final Node root = new Node(new FlameLevel("all", Kind.NAME));
    private final int mostNodes;
    private int nodes;
    private int cut;

    /** A function in one place of the tree. */
    static final class Node {
        private final FlameLevel level;
        private final TreeMap<String, Node> children = new TreeMap<>();
        private long count;

        Node(FlameLevel level) {
            this.level = level;
        }

        FlameLevel level() {
            return level;
        }

        /** In the order of their names, so that two pictures of the same stacks are alike. */
        Collection<Node> children() {
            return children.values();
        }

        long count() {
            return count;
        }
    }

    public FlameTree() {
        this(MOST_NODES);
    }

    FlameTree(int mostNodes) {
        this.mostNodes = mostNodes;
    }

    /** Adds a stack. @param levels from the outermost on */
    public void add(List<FlameLevel> levels, long count) {
        if (count <= 0) {
            return;
        }
        root.count += count;
        Node node = root;
        if (levels.size() > MOST_LEVELS) {
            cut++;
        }
        for (FlameLevel level : levels.subList(0, Math.min(MOST_LEVELS, levels.size()))) {
            Node child = node.children.get(level.folded());
            if (child == null) {
                if (nodes >= mostNodes) {
                    cut++;
                    return;
                }
                nodes++;
                child = new Node(level);
                node.children.put(level.folded(), child);
            }
            child.count += count;
            node = child;
        }
    }

    Node root() {
        return root;
    }

    /** How many stacks are not there to their ends, because there were too many functions. */
    int cut() {
        return cut;
    }
}
