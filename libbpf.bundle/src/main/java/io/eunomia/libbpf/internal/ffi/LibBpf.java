package io.eunomia.libbpf.internal.ffi;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/** libbpf's functions, those with strings and arrays also for Java's. See {@link LibBpfFunctions} for all others. */
public interface LibBpf extends LibBpfFunctions {
    /** Names are shorter in C identifiers and ELF sections that this bundle lets through. */
    int MAX_NAME = 4096;

    default String version() {
        return NativeMemory.text(libbpf_version_string(), MAX_NAME);
    }

    default String programName(long program) {
        return NativeMemory.text(bpf_program__name(program), MAX_NAME);
    }

    default String sectionName(long program) {
        return NativeMemory.text(bpf_program__section_name(program), MAX_NAME);
    }

    default String mapName(long map) {
        return NativeMemory.text(bpf_map__name(map), MAX_NAME);
    }

    /** Empty when the map is not to be pinned. */
    default String mapPinPath(long map) {
        long path = bpf_map__pin_path(map);
        return path == 0 ? "" : NativeMemory.text(path, MAX_NAME);
    }

    default int bpf_obj_get(String path) {
        ByteBuffer text = NativeMemory.string(path);
        return (int) kept(bpf_obj_get(NativeMemory.address(text)), text);
    }

    /** libbpf copies what it keeps. */
    default long bpf_object__open_mem(byte[] data, long opts) {
        ByteBuffer memory = NativeMemory.allocate(data.length).put(0, data);
        return kept(bpf_object__open_mem(NativeMemory.address(memory), data.length, opts), memory);
    }

    /** @param size receives the section's size */
    default long bpf_map__initial_value(long map, long[] size) {
        ByteBuffer length = NativeMemory.allocate(Long.BYTES);
        long memory = bpf_map__initial_value(map, NativeMemory.address(length));
        size[0] = length.getLong(0);
        return memory;
    }

    default int bpf_program__set_attach_target(long program, int targetFd, String function) {
        ByteBuffer text = NativeMemory.string(function);
        return (int) kept(bpf_program__set_attach_target(program, targetFd, NativeMemory.address(text)), text);
    }

    default long bpf_program__attach_tracepoint(long program, String category, String name) {
        ByteBuffer first = NativeMemory.string(category);
        ByteBuffer second = NativeMemory.string(name);
        return kept(bpf_program__attach_tracepoint(program, NativeMemory.address(first),
                NativeMemory.address(second)), first, second);
    }

    default long bpf_program__attach_raw_tracepoint(long program, String name) {
        ByteBuffer text = NativeMemory.string(name);
        return kept(bpf_program__attach_raw_tracepoint(program, NativeMemory.address(text)), text);
    }

    default long bpf_program__attach_kprobe_opts(long program, String function, long opts) {
        ByteBuffer text = NativeMemory.string(function);
        return kept(bpf_program__attach_kprobe_opts(program, NativeMemory.address(text), opts), text);
    }

    default long bpf_program__attach_kprobe_multi_opts(long program, String pattern, long opts) {
        ByteBuffer text = NativeMemory.string(pattern);
        return kept(bpf_program__attach_kprobe_multi_opts(program, NativeMemory.address(text), opts), text);
    }

    default long bpf_program__attach_ksyscall(long program, String syscall, long opts) {
        ByteBuffer text = NativeMemory.string(syscall);
        return kept(bpf_program__attach_ksyscall(program, NativeMemory.address(text), opts), text);
    }

    default long bpf_program__attach_uprobe_opts(long program, int pid, String path, long offset, long opts) {
        ByteBuffer text = NativeMemory.string(path);
        return kept(bpf_program__attach_uprobe_opts(program, pid, NativeMemory.address(text), offset, opts), text);
    }

    default long bpf_program__attach_usdt(long program, int pid, String path, String provider, String name,
            long opts) {
        ByteBuffer file = NativeMemory.string(path);
        ByteBuffer first = NativeMemory.string(provider);
        ByteBuffer second = NativeMemory.string(name);
        return kept(bpf_program__attach_usdt(program, pid, NativeMemory.address(file), NativeMemory.address(first),
                NativeMemory.address(second), opts), file, first, second);
    }

    default long btf__parse_raw(String path) {
        ByteBuffer text = NativeMemory.string(path);
        return kept(btf__parse_raw(NativeMemory.address(text)), text);
    }

    /** @param key null for maps without keys */
    default int bpf_map_lookup_elem(int fd, byte[] key, byte[] value) {
        ByteBuffer memory = Elements.memory(key, value);
        int result = bpf_map_lookup_elem(fd, Elements.key(memory, key), Elements.value(memory, key));
        return Elements.taken(memory, key, value, result);
    }

    /** @param key null for maps without keys */
    default int bpf_map_lookup_and_delete_elem(int fd, byte[] key, byte[] value) {
        ByteBuffer memory = Elements.memory(key, value);
        int result = bpf_map_lookup_and_delete_elem(fd, Elements.key(memory, key), Elements.value(memory, key));
        return Elements.taken(memory, key, value, result);
    }

    /** @param key null for maps without keys */
    default int bpf_map_update_elem(int fd, byte[] key, byte[] value, long flags) {
        ByteBuffer memory = Elements.memory(key, value).put(Elements.offset(key), value);
        return bpf_map_update_elem(fd, Elements.key(memory, key), Elements.value(memory, key), flags);
    }

    default int bpf_map_delete_elem(int fd, byte[] key) {
        return bpf_map_delete_elem(fd, Elements.key(Elements.memory(key, key), key));
    }

    /** @param key null for the first */
    default int bpf_map_get_next_key(int fd, byte[] key, byte[] next) {
        ByteBuffer memory = Elements.memory(key, next);
        int result = bpf_map_get_next_key(fd, Elements.key(memory, key), Elements.value(memory, key));
        return Elements.taken(memory, key, next, result);
    }

    private static long kept(long result, Object... used) {
        Reference.reachabilityFence(used);
        return result;
    }
}
