package io.eunomia.libbpf;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A map in the kernel. Safe for use by several threads. Keys and values are in host byte order as BPF sees them.
 * For per-CPU maps a value is all possible CPUs' values one after the other, each padded to 8 bytes.
 */
@ProviderType
public interface BpfMap {

    String name();

    MapType type();

    int fd();

    /** In bytes. */
    int keySize();

    /** In bytes; of one CPU's value for per-CPU maps. */
    int valueSize();

    /** In bytes, what {@link #lookup} fills: {@link #valueSize} or, per CPU, padded size times possible CPUs. */
    int transferSize();

    int maxEntries();

    int keyTypeId();

    int valueTypeId();

    /** Kernel memory of the map in bytes, as /proc/self/fdinfo shows it ({@code memlock}); -1 if not told. */
    long memoryBytes();

    /** @return false when there is no such key; {@code value} must be {@link #transferSize} bytes */
    boolean lookup(byte[] key, byte[] value);

    /** Inserts or replaces. */
    void update(byte[] key, byte[] value);

    /** @return false when there was no such key */
    boolean delete(byte[] key);

    /**
     * Visits all entries, in batches where the kernel offers it. Entries that appear or vanish meanwhile may or may
     * not be seen. The arrays are reused between calls.
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
