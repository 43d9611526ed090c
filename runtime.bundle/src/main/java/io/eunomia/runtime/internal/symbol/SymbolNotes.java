package io.eunomia.runtime.internal.symbol;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is missing from the names and why, each told once. Any thread. */
final class SymbolNotes {
    private static final int MOST = 64;

    private final Logger log = LoggerFactory.getLogger(Symbols.class);
    private final Set<String> told = new LinkedHashSet<>();

    synchronized void add(String note) {
        if (told.size() < MOST && told.add(note)) {
            log.warn(note);
        }
    }

    synchronized List<String> all() {
        return new ArrayList<>(told);
    }
}
