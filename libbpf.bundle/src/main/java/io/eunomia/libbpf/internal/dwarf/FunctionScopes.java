package io.eunomia.libbpf.internal.dwarf;

import io.eunomia.libbpf.dwarf.LocalVariable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds the variables of the function that an instruction belongs to. */
public final class FunctionScopes {
    /** The most references that we follow: an inlined function's variable refers to its origin, which refers to no other. */
    private static final int MAX_ORIGINS = 4;

    private final EntryTree tree;
    private final TypeTranslator types;
    private final List<Entry> functions = new ArrayList<>();

    public FunctionScopes(EntryTree tree, TypeTranslator types) {
        this.tree = tree;
        this.types = types;
        tree.entries().stream().filter(entry -> entry.tag() == Tag.SUBPROGRAM && entry.has(Attribute.LOW_PC)
                && entry.codeSection() != 0).forEach(functions::add);
    }

    /** @param section index of the instruction's section @param offset of the instruction, in bytes */
    public List<LocalVariable> variables(int section, long offset) {
        Set<LocalVariable> found = new LinkedHashSet<>();
        functions.stream().filter(function -> function.codeSection() == section && covers(function, offset))
                .forEach(function -> collect(function, found));
        return List.copyOf(found);
    }

    private static boolean covers(Entry function, long offset) {
        long low = function.value(Attribute.LOW_PC, 0);
        // DW_AT_high_pc is the length, unless another compiler writes it as an address, which counts from the section's start.
        long high = function.value(Attribute.HIGH_PC, 0);
        return offset >= low && offset - low < high;
    }

    private void collect(Entry function, Set<LocalVariable> found) {
        Deque<Entry> left = new ArrayDeque<>(function.children());
        while (!left.isEmpty()) {
            Entry entry = left.removeFirst();
            left.addAll(entry.children());
            if (entry.tag() == Tag.VARIABLE || entry.tag() == Tag.FORMAL_PARAMETER) {
                Entry told = origin(entry);
                if (!told.name().isEmpty()) {
                    found.add(new LocalVariable(told.name(), types.idOf(tree.referred(told, Attribute.TYPE))));
                }
            }
        }
    }

    private Entry origin(Entry entry) {
        Entry told = entry;
        for (int i = 0; i < MAX_ORIGINS && told.has(Attribute.ABSTRACT_ORIGIN); i++) {
            Entry origin = tree.referred(told, Attribute.ABSTRACT_ORIGIN);
            if (origin == null) {
                break;
            }
            told = origin;
        }
        return told;
    }
}
