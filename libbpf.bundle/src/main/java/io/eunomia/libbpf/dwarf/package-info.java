/**
 * Reads from the DWARF of an unstripped object what its BTF lacks: types that only functions use, and the local variables
 * of its functions. It is read in pure Java: DWARF 4 and 5 as clang and gcc write them (dwarfstd.org).
 *
 * <p>Hostile bytes give a {@link io.eunomia.libbpf.dwarf.MalformedDwarfException} and nothing else. Everything here is
 * immutable and may be used from any thread.
 */
@Export
@Version("1.0.0")
package io.eunomia.libbpf.dwarf;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
