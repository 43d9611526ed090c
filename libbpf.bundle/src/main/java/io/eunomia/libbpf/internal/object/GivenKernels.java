package io.eunomia.libbpf.internal.object;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.core.KernelTypes;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.internal.btf.BtfNames;
import io.eunomia.libbpf.internal.btf.KernelImage;
import io.eunomia.libbpf.internal.excerpt.MinimalKernelTypes;
import io.eunomia.libbpf.internal.excerpt.RelocatedTypes;
import io.eunomia.libbpf.internal.ffi.LibC;
import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prepares kernel types that come with an object. They are checked and indexed once for all objects that have the same ones;
 * libbpf gets only the part that an object is relocated by. Any thread.
 */
final class GivenKernels {
    private static final Logger LOG = LoggerFactory.getLogger(GivenKernels.class);

    private final LibC c;
    private SoftReference<Known> last = new SoftReference<>(null);

    /** Types that have been checked and indexed. */
    private record Known(KernelTypes types, BtfNames names) {
    }

    GivenKernels(LibC c) {
        this.c = c;
    }

    /**
     * The part of the types that libbpf relocates an object by, as a file.
     *
     * @return owned by the caller
     * @throws BpfException when the types are damaged, or cannot be passed on to libbpf
     */
    MemoryTypesFile of(ElfObject object, KernelTypes types) {
        BtfNames names = names(types);
        return file(types.name(), part(object, names).orElse(types.section()));
    }

    /** All of the types, as a file. @return owned by the caller */
    MemoryTypesFile whole(KernelTypes types) {
        types.parse();    // libbpf would follow damaged ones
        return file(types.name(), types.section());
    }

    private MemoryTypesFile file(String name, byte[] section) {
        return MemoryTypesFile.of(c, section).orElseThrow(() -> new BpfException("kernel types read", name, 0,
                "they cannot be handed on to libbpf: is /proc mounted, and may this process open more files?"));
    }

    private synchronized BtfNames names(KernelTypes types) {
        Known known = last.get();
        if (known == null || known.types() != types) {
            try (MemoryTypesFile file = whole(types)) {
                known = new Known(types, new KernelImage(Path.of(file.path())).names());
            }
            last = new SoftReference<>(known);
        }
        return known.names();
    }

    private static Optional<byte[]> part(ElfObject object, BtfNames names) {
        try {
            return RelocatedTypes.of(object).filter(roots -> !roots.isEmpty())
                    .flatMap(roots -> MinimalKernelTypes.of(names, roots));
        } catch (RuntimeException e) {
            LOG.debug("libbpf reads all of the types itself", e);
            return Optional.empty();
        }
    }
}
