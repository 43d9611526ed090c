package io.eunomia.shell.internal.command;

import io.eunomia.runtime.GivenTypes;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.Tracker;
import java.util.Optional;

/** Reads the kernel's types that a command names with {@code --btf}. */
final class TypesFiles {

    private TypesFiles() {
    }

    /** @param word the option's value; null when it is not given */
    static Optional<GivenTypes> find(Invocation invocation, String word) throws InterruptedException {
        return word == null ? Optional.empty() : Optional.of(GivenTypes.of(name(word),
                invocation.files().find(word, true).orElseThrow().content()));
    }

    /** The name of the file without its folders. */
    static String name(String word) {
        return word.substring(word.lastIndexOf('/') + 1);
    }

    /**
     * Works out the options of an installed tracker from now on. It keeps its types, because they belong to the machine and not
     * to a run, unless others are given or options are cleared.
     *
     * @param options the other options that were given, or empty to keep those it has
     * @param clear true when {@code options} replace all that it has
     */
    static Optional<StartOptions> with(Optional<GivenTypes> btf, Optional<StartOptions> options, boolean clear,
            Tracker tracker) {
        if (options.isEmpty()) {
            return btf.map(types -> tracker.options().withBtf(types));
        }
        return options.map(given -> given.withBtf(btf.or(() -> clear ? Optional.empty() : tracker.options().btf())));
    }
}
