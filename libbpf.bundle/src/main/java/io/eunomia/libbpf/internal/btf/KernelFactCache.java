package io.eunomia.libbpf.internal.btf;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cache of answers about the running kernel, above all about its types, which this process or earlier ones on the same
 * kernel have found. A daemon asks the same questions at each start, and to answer them takes reading all of the types: 40 ms,
 * and 10 MB for a while. Any thread.
 */
public final class KernelFactCache {
    private static final Logger LOG = LoggerFactory.getLogger(KernelFactCache.class);
    /** To be raised when the file's format changes, a probe asks for more, or an excerpt holds other types than before. */
    private static final int VERSION = 2;
    private static final int MOST_NUMBERS = 1024;
    private static final int MOST_FACTS = 256;
    /** The largest number of excerpts; each has some 10 KB. */
    private static final int MOST_EXCERPTS = 64;
    private static final int MOST_BYTES = 1 << 26;

    private final byte[] kernel;
    private final Map<String, Integer> numbers = new Recent<>(MOST_NUMBERS);
    private final Map<String, byte[]> excerpts = new Recent<>(MOST_EXCERPTS);
    private final Map<String, Boolean> facts = new Recent<>(MOST_FACTS);
    private boolean changed;

    /** A map that drops the least recently used entry. */
    private static final class Recent<V> extends LinkedHashMap<String, V> {
        private static final long serialVersionUID = 1;
        private final int most;

        Recent(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > most;
        }
    }

    /** @param kernel its identity, see {@link io.eunomia.libbpf.internal.kernel.KernelIdentity}; empty when that is unknown, and then nothing is kept */
    public KernelFactCache(byte[] kernel) {
        this.kernel = kernel.clone();
    }

    /** Tells whether nothing is known about this kernel's types; otherwise the kernel shows its types. */
    synchronized boolean isEmpty() {
        return numbers.isEmpty() && excerpts.isEmpty();
    }

    int number(String question, IntSupplier ask) {
        synchronized (this) {
            Integer known = numbers.get(question);
            if (known != null) {
                return known;
            }
        }
        int answer = ask.getAsInt();
        synchronized (this) {
            numbers.put(question, answer);
            changed = true;
        }
        return answer;
    }

    /** @param roots names the content of the excerpt @return the excerpt, which must not be changed */
    public synchronized Optional<byte[]> excerpt(String roots) {
        return Optional.ofNullable(excerpts.get(roots));
    }

    public synchronized void keep(String roots, byte[] excerpt) {
        excerpts.put(roots, excerpt);
        changed = true;
    }

    /** Tells whether {@link #note} was called with this fact. */
    public synchronized boolean isNoted(String fact) {
        return facts.get(fact) != null;
    }

    /** Remembers a fact. @return true when it is new */
    public synchronized boolean note(String fact) {
        boolean isNew = facts.put(fact, true) == null;
        changed |= isNew;
        return isNew;
    }

    /** Reads the answers that an earlier process wrote about the same kernel; a damaged file or another kernel's is ignored. */
    public synchronized void read(Path file) {
        if (kernel.length == 0) {
            return;
        }
        try {
            byte[] all = !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                    || Files.size(file) > MOST_BYTES ? new byte[0] : Files.readAllBytes(file);
            int length = all.length - Long.BYTES;
            if (length <= 0 || ByteBuffer.wrap(all).getLong(length) != sum(all, length)) {
                LOG.debug("{} is damaged", file);
                return;
            }
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(all, 0, length));
            if (in.readInt() != VERSION || !Arrays.equals(bytes(in), kernel)) {
                LOG.debug("{} is about another kernel", file);
                return;
            }
            for (int i = in.readInt(); i > 0; i--) {
                numbers.put(text(in), in.readInt());
            }
            for (int i = in.readInt(); i > 0; i--) {
                excerpts.put(text(in), bytes(in));
            }
            for (int i = in.readInt(); i > 0; i--) {
                facts.put(text(in), true);
            }
        } catch (NoSuchFileException e) {
            LOG.trace("first of its kind", e);
        } catch (IOException e) {
            LOG.debug("{} cannot be read", file, e);
        }
    }

    private static long sum(byte[] bytes, int length) {
        CRC32 sum = new CRC32();
        sum.update(bytes, 0, length);
        return sum.getValue();
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(bytes(in), StandardCharsets.UTF_8);
    }

    /** Writes the whole file or nothing, and only when there is something new. */
    public synchronized void write(Path file) {
        if (kernel.length == 0 || !changed) {
            return;
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            // Deleted first, so that we do not write into a link or a pipe that somebody has left there.
            Files.deleteIfExists(fresh);
            Files.write(fresh, image(), StandardOpenOption.CREATE_NEW);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            changed = false;
        } catch (IOException e) {
            LOG.debug("{} cannot be written: the next start reads the kernel's types again", file, e);
            delete(fresh);
        }
    }

    private static void delete(Path fresh) {
        try {
            Files.deleteIfExists(fresh);
        } catch (IOException e) {
            LOG.debug("{} stays behind", fresh, e);
        }
    }

    private byte[] image() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(all);
        out.writeInt(VERSION);
        put(out, kernel);
        out.writeInt(numbers.size());
        for (Map.Entry<String, Integer> number : numbers.entrySet()) {
            put(out, number.getKey().getBytes(StandardCharsets.UTF_8));
            out.writeInt(number.getValue());
        }
        out.writeInt(excerpts.size());
        for (Map.Entry<String, byte[]> excerpt : excerpts.entrySet()) {
            put(out, excerpt.getKey().getBytes(StandardCharsets.UTF_8));
            put(out, excerpt.getValue());
        }
        out.writeInt(facts.size());
        for (String fact : facts.keySet()) {
            put(out, fact.getBytes(StandardCharsets.UTF_8));
        }
        out.writeLong(sum(all.toByteArray(), all.size()));
        return all.toByteArray();
    }

    private static void put(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
