package io.eunomia.libbpf.internal.object;

import io.eunomia.libbpf.BpfException;
import java.util.List;
import java.util.function.Function;

/** Look-up by name that says what there is when there is no such name. */
final class Names {
    private static final int SHOWN = 32;

    private Names() {
    }

    /** @throws BpfException naming the candidates when none has the name */
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
