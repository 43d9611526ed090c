package io.eunomia.libbpf.internal.btf;

import io.eunomia.libbpf.UnsupportedFeatureException;
import java.io.FileInputStream;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The kernel's own types by name, read when first asked for and kept while there is memory for it. Not checked as
 * {@link io.eunomia.libbpf.btf.Btf} checks what it parses, which takes three times as long: who asks whether something
 * exists need not know that all else is in order. Any thread.
 */
public final class KernelImage {
    /** Of that much the runtime copies without allocating; the kernel gives no more than a page at a time. */
    private static final int PIECE = 8192;

    private final Path file;
    private SoftReference<BtfNames> kept = new SoftReference<>(null);

    /** @param file {@code /sys/kernel/btf/vmlinux} */
    public KernelImage(Path file) {
        this.file = file;
    }

    /** The whole section. @throws UnsupportedFeatureException where the kernel shows none */
    public byte[] bytes() {
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            // A third of the heap that the daemon begins with: no second copy, while the size is what the file says.
            byte[] bytes = new byte[Math.toIntExact(file.toFile().length())];
            int length = 0;
            int read = 0;
            do {
                length += read;
                read = in.read(bytes, length, Math.min(PIECE, bytes.length - length));
            } while (read > 0);
            return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
        } catch (IOException e) {
            throw new UnsupportedFeatureException("kernel BTF read", file.toString(), "btf", 0,
                    "the kernel shows no BTF (CONFIG_DEBUG_INFO_BTF): " + e);
        }
    }

    /**
     * @throws UnsupportedFeatureException where the kernel shows none
     * @throws io.eunomia.libbpf.btf.MalformedBtfException when its records do not add up
     */
    public synchronized BtfNames names() {
        BtfNames names = kept.get();
        if (names == null) {
            names = new BtfNames(new BtfImage(bytes(), null));
            kept = new SoftReference<>(names);
        }
        return names;
    }

    /** What is in memory already. */
    public synchronized Optional<BtfNames> ifRead() {
        return Optional.ofNullable(kept.get());
    }
}
