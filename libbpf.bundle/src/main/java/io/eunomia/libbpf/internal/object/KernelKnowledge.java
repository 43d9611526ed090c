package io.eunomia.libbpf.internal.object;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How much of what was once found out about the kernel is used again.
 *
 * @param file keeps the {@link io.eunomia.libbpf.internal.btf.KernelFactCache} for later processes; empty to keep the answers
 *     of this process only
 * @param excerpts whether objects are relocated by an excerpt of the kernel's types
 */
public record KernelKnowledge(Optional<Path> file, boolean excerpts) {
    /** What this process finds out, and nothing of earlier ones. */
    public static final KernelKnowledge OF_THIS_PROCESS = new KernelKnowledge(Optional.empty(), true);
}
