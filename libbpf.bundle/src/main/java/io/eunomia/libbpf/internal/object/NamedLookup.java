package io.eunomia.libbpf.internal.object;

import io.eunomia.libbpf.BpfException;
import java.util.List;
import java.util.function.Function;

/** Looks things up by name; when there is no such name, the error lists those that exist. */
final class NamedLookup {
    private static final int SHOWN = 32;

    private NamedLookup() {
    }

    /** @throws BpfException when no candidate has the name; the message lists the candidates */
    static <T> T find(String operation, String wanted, List<? extends T> candidates, Function<T, String> name) {
        for (T candidate : candidates) {
            if (name.apply(candidate).equals(wanted)) {
                return candidate;
            }
        }
        List<String> names = candidates.stream().map(name::apply).limit(SHOWN).toList();
        String there = names.isEmpty() ? "the object has none" : "there is " + String.join(", ", names)
                + (candidates.size() > SHOWN ? " and " + (candidates.size() - SHOWN) + " more" : "");
        throw new BpfException(operation, wanted, 0, "no such name; " + there);
    }
}
