package io.eunomia.libbpf.internal.object;

import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.internal.btf.KernelExcerpt;
import io.eunomia.libbpf.internal.btf.KernelExcerpt.Root;
import io.eunomia.libbpf.internal.btf.KernelImage;
import io.eunomia.libbpf.internal.elf.RelocatedTypes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves libbpf from reading and searching all of the kernel's types (5 MB) for each object that is relocated: objects
 * that start from types which an earlier one started from get the part that matters. The first gets it when the kernel's
 * types were read already, for a probe; else it is loaded as ever, so that who loads everything once pays nothing for
 * this. Any thread.
 */
final class TargetTypes {
    private static final Logger LOG = LoggerFactory.getLogger(TargetTypes.class);
    private static final byte[] SEEN_ONCE = new byte[0];
    private static final byte[] ALL_NEEDED = new byte[0];
    /** Some 10 KB each. */
    private static final int MOST_KEPT = 64;
    /** What holds half of the kernel is no part worth keeping. */
    private static final int MOST_BYTES = 1 << 20;

    private final KernelImage kernel;
    private final Map<Set<Root>, byte[]> excerpts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Set<Root>, byte[]> eldest) {
            return size() > MOST_KEPT;
        }
    };

    TargetTypes(KernelImage kernel) {
        this.kernel = kernel;
    }

    /** What the object may be relocated by in place of all of the kernel's types, as a BTF section. */
    Optional<byte[]> of(ElfObject object) {
        Optional<Set<Root>> roots = RelocatedTypes.of(object);
        return roots.isEmpty() || roots.get().isEmpty() ? Optional.empty() : excerpt(roots.get());
    }

    private synchronized Optional<byte[]> excerpt(Set<Root> roots) {
        byte[] known = excerpts.get(roots);
        if (known == null && kernel.ifRead().isEmpty()) {
            excerpts.put(roots, SEEN_ONCE);
            return Optional.empty();
        }
        if (known == null || known == SEEN_ONCE) {
            known = make(roots);
            excerpts.put(roots, known);
        }
        return known == ALL_NEEDED ? Optional.empty() : Optional.of(known);
    }

    private byte[] make(Set<Root> roots) {
        try {
            return KernelExcerpt.of(kernel.names(), roots).filter(made -> made.length <= MOST_BYTES)
                    .orElse(ALL_NEEDED);
        } catch (RuntimeException e) {
            LOG.debug("libbpf reads all of the kernel's types itself", e);
            return ALL_NEEDED;
        }
    }
}
