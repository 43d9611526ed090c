package io.eunomia.libbpf.internal.btf;

import io.eunomia.libbpf.UnsupportedFeatureException;
import java.io.FileInputStream;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Looks up the kernel's own types by name; they are read when first asked for and kept while there is memory for it. They are
 * not checked as {@link io.eunomia.libbpf.btf.Btf} checks what it parses: that takes three times as long, and a question
 * whether something exists does not depend on all other types. Any thread.
 */
public final class KernelImage {
    /** The bytes of one read: up to this size the Java runtime copies without allocating, and the kernel gives a page at most. */
    private static final int PIECE = 8192;

    private final Path file;
    private final KernelFactCache answers;
    private SoftReference<BtfNames> kept = new SoftReference<>(null);

    /** @param file {@code /sys/kernel/btf/vmlinux} */
    public KernelImage(Path file) {
        this(file, new KernelFactCache(new byte[0]));
    }

    /** @param answers the cache of answers about the same kernel */
    public KernelImage(Path file, KernelFactCache answers) {
        this.file = file;
        this.answers = answers;
    }

    public KernelFactCache answers() {
        return answers;
    }

    /** Tells whether the kernel shows its types. */
    public boolean isPresent() {
        if (!answers.isEmpty()) {
            return true;
        }
        try {
            names();
            return true;
        } catch (UnsupportedFeatureException e) {
            return false;
        }
    }

    /**
     * @param kind {@code BTF_KIND_*}
     * @return the lowest id of a type of this kind and name; 0 if there is none, or the kernel does not show its types
     */
    public int find(String name, int kind) {
        return isPresent() ? answers.number("type " + kind + ' ' + name, () -> first(names().find(name, 1 << kind))) : 0;
    }

    private static int first(int[] ids) {
        return ids.length == 0 ? 0 : ids[0];
    }

    /** Index of a member of a struct; -1 if there is none. */
    public int member(String struct, String name) {
        int id = find(struct, BtfKind.STRUCT);
        return id == 0 ? -1 : answers.number("member " + struct + ' ' + name, () -> names().image().member(id, name));
    }

    /** The whole section. @throws UnsupportedFeatureException where the kernel shows none */
    public byte[] bytes() {
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            byte[] bytes = new byte[Math.toIntExact(file.toFile().length())];
            int length = 0;
            int read = 0;
            do {
                length += read;
                read = in.read(bytes, length, Math.min(PIECE, bytes.length - length));
            } while (read > 0);
            return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private UnsupportedFeatureException unreadable(IOException e) {
        return new UnsupportedFeatureException("kernel BTF read", file.toString(), "btf", 0,
                "the kernel shows no BTF (CONFIG_DEBUG_INFO_BTF): " + e);
    }

    /** Reads piece by piece, because the whole section is a third of a daemon's initial heap and would cause collections. */
    private BtfImage read() {
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            byte[] piece = new byte[PIECE];
            ByteBuffer view = ByteBuffer.wrap(piece).order(ByteOrder.LITTLE_ENDIAN);
            int filled = in.readNBytes(piece, 0, PIECE);
            BtfHeader header = BtfHeader.read(view.duplicate().order(ByteOrder.LITTLE_ENDIAN).limit(filled),
                    file.toFile().length());
            int[] words = new int[header.typeLength() / Integer.BYTES];
            byte[] strings = new byte[header.stringLength()];
            int at = 0;
            while (filled > 0) {
                // Types begin and end at whole words, and so do all pieces but the last.
                int from = Math.max(at, header.types());
                int word = (from - header.types()) / Integer.BYTES;
                int count = (Math.min(at + filled, header.types() + header.typeLength()) - from) / Integer.BYTES;
                if (count > 0) {
                    view.position(from - at).slice().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer()
                            .get(words, word, count);
                }
                from = Math.max(at, header.strings());
                count = Math.min(at + filled, header.strings() + strings.length) - from;
                if (count > 0) {
                    System.arraycopy(piece, from - at, strings, from - header.strings(), count);
                }
                at += filled;
                filled = in.readNBytes(piece, 0, PIECE);
            }
            return new BtfImage(words, strings);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * @throws UnsupportedFeatureException where the kernel shows none
     * @throws io.eunomia.libbpf.btf.MalformedBtfException when its records contradict each other
     */
    public synchronized BtfNames names() {
        BtfNames names = kept.get();
        if (names == null) {
            names = new BtfNames(read());
            kept = new SoftReference<>(names);
        }
        return names;
    }

    /** The names if they are in memory already. */
    public synchronized Optional<BtfNames> ifRead() {
        return Optional.ofNullable(kept.get());
    }
}
