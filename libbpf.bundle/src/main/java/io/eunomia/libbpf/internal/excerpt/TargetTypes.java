package io.eunomia.libbpf.internal.excerpt;

import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.internal.btf.KernelFactCache;
import io.eunomia.libbpf.internal.btf.KernelImage;
import io.eunomia.libbpf.internal.excerpt.MinimalKernelTypes.Root;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves libbpf from reading and searching all of the kernel's types (5 MB) for each object that is relocated. Objects whose
 * relocations start from the same types as an earlier object's get only the part that matters. The first object gets it if
 * the kernel's types were read already, for a probe; otherwise it is loaded in the usual way, so that a program that loads
 * everything once pays nothing for this. Any thread.
 */
public final class TargetTypes {
    private static final Logger LOG = LoggerFactory.getLogger(TargetTypes.class);
    private static final byte[] ALL_NEEDED = new byte[0];
    /** The largest excerpt worth keeping; a larger one would hold a good part of the kernel. */
    private static final int MOST_BYTES = 1 << 20;

    private final KernelImage kernel;
    private final KernelFactCache answers;
    private final boolean excerpts;

    private TargetTypes(KernelImage kernel, boolean excerpts) {
        this.kernel = kernel;
        this.answers = kernel.answers();
        this.excerpts = excerpts;
    }

    /** Gives excerpts of the kernel's types. */
    public static TargetTypes excerpts(KernelImage kernel) {
        return new TargetTypes(kernel, true);
    }

    /** Always leaves libbpf to read all of the types. */
    public static TargetTypes all(KernelImage kernel) {
        return new TargetTypes(kernel, false);
    }

    /** The types, as a BTF section, by which the object may be relocated in place of all of the kernel's. */
    public Optional<byte[]> of(ElfObject object) {
        if (!excerpts) {
            return Optional.empty();
        }
        Optional<Set<Root>> roots = RelocatedTypes.of(object);
        return roots.isEmpty() || roots.get().isEmpty() ? Optional.empty() : excerpt(roots.get());
    }

    private synchronized Optional<byte[]> excerpt(Set<Root> roots) {
        String key = key(roots);
        Optional<byte[]> known = answers.excerpt(key);
        // The first time that any process asks, libbpf reads all types itself: an excerpt pays only for objects that are loaded
        // at each start, and whether this is one shows when it is asked for again.
        if (known.isEmpty() && kernel.ifRead().isEmpty() && answers.note("seen " + key)) {
            return Optional.empty();
        }
        byte[] excerpt = known.isPresent() ? known.get() : made(key, roots);
        return excerpt.length == 0 ? Optional.empty() : Optional.of(excerpt);
    }

    private static String key(Set<Root> roots) {
        List<String> names = new ArrayList<>();
        for (Root root : roots) {
            names.add(root.kind() + " " + root.name());
        }
        Collections.sort(names);
        return String.join("\n", names);
    }

    private byte[] made(String key, Set<Root> roots) {
        byte[] excerpt;
        try {
            excerpt = MinimalKernelTypes.of(kernel.names(), roots).filter(made -> made.length <= MOST_BYTES)
                    .orElse(ALL_NEEDED);
        } catch (RuntimeException e) {
            LOG.debug("libbpf reads all of the kernel's types itself", e);
            return ALL_NEEDED;
        }
        answers.keep(key, excerpt);
        return excerpt;
    }
}
