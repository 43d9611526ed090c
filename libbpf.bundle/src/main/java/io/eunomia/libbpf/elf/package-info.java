/**
 * Reads and checks BPF object files in pure Java before native code sees them: relocatable 64-bit little-endian ELF
 * of machine 247 (System V ABI, chapters 4 and 5; Documentation/bpf/llvm_reloc.rst).
 */
@Export
@Version("1.1.0")
package io.eunomia.libbpf.elf;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
