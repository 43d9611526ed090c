package io.eunomia.libbpf;

/**
 * A map that a file of the BPF file system keeps in the kernel.
 *
 * @param id kernel-wide, as {@code bpftool map} shows it
 * @param keySize in bytes
 * @param valueSize in bytes
 * @param maxEntries number of entries; for ring buffers the size in bytes
 * @param flags {@code BPF_F_*} of include/uapi/linux/bpf.h
 */
public record PinnedMap(int id, MapType type, int keySize, int valueSize, int maxEntries, int flags) {
}
