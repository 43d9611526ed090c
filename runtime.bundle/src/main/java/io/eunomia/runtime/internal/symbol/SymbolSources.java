package io.eunomia.runtime.internal.symbol;

import io.eunomia.runtime.internal.symbol.demangle.Demangler;
import java.nio.file.Path;

/**
 * Where names of places in processes come from; shared by all processes.
 *
 * @param proc where the kernel shows processes
 * @param reads in which files of others are read
 */
record SymbolSources(Path proc, BoundedReads reads, MappedFiles files, JitMaps jit, SymbolNotes notes) {

    String demangled(String name) {
        return Demangler.readable(name);
    }
}
