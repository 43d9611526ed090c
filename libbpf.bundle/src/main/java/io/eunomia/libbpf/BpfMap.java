package io.eunomia.libbpf;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A map in the kernel. Safe for use by several threads. Keys and values are in host byte order, as BPF programs see them.
 * A value of a per-CPU map is the values of all possible CPUs one after the other, each padded to 8 bytes.
 */
@ProviderType
public interface BpfMap {

    String name();

    MapType type();

    int fd();

    /** The size of a key in bytes. */
    int keySize();

    /** The size of a value in bytes; for per-CPU maps that of one CPU's value. */
    int valueSize();

    /** Bytes that {@link #lookup} fills: {@link #valueSize}, or for per-CPU maps the padded size times the possible CPUs. */
    int transferSize();

    int maxEntries();

    int keyTypeId();

    int valueTypeId();

    /** Kernel memory of the map in bytes, as /proc/self/fdinfo shows it ({@code memlock}); -1 if the kernel does not show it. */
    long memoryBytes();

    /** @return false when there is no such key; {@code value} must be {@link #transferSize} bytes */
    boolean lookup(byte[] key, byte[] value);

    /** Inserts the entry, or replaces the value of an existing one. */
    void update(byte[] key, byte[] value);

    /** @return false when there was no such key */
    boolean delete(byte[] key);

    /**
     * Pins the map, so that it stays in the kernel when this process ends; see {@link MapFile#reuse(Path)}.
     *
     * @param file of a BPF file system, whose names have no dots; its owner removes it
     * @throws BpfException when it cannot be pinned
     */
    void pin(Path file);

    /**
     * Visits all entries, in batches where the kernel offers that. Entries that appear or vanish during the walk may or may
     * not be visited. The arrays are reused between calls of the visitor.
     *
     * @param drain true to remove each visited entry; atomic per entry where the kernel offers lookup-and-delete
     * @return number of entries visited
     */
    int forEach(EntryVisitor visitor, boolean drain);

    /** Receives one entry; the arrays are only valid during the call. */
    interface EntryVisitor {
        void entry(byte[] key, byte[] value);
    }
}
