package io.eunomia.libbpf.internal.ffi;

import jnr.ffi.annotations.Encoding;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;

/**
 * The functions of libbpf 1.0 (bpf/libbpf.h, bpf/bpf.h, bpf/btf.h) that this bundle calls, under their C names. jnr-ffi
 * implements the interface and converts strings and arrays; it does so for every method, so there are no default ones.
 *
 * <p>Opaque pointers, pointers to structures and {@code size_t} are {@code long}: on the 64-bit machines this bundle is built
 * for, all of them have eight bytes. Functions that return {@code int} return a negative errno on failure; functions that
 * return a pointer return 0 and set the errno that {@link ReturnCodes} reads; that class checks both. Calling a function
 * that the library lacks throws a {@code BpfException}, see {@link NamedFunctions}.
 */
@Encoding("UTF-8")
public interface LibBpf {
    int libbpf_major_version();

    int libbpf_minor_version();

    /** The version, as {@code v1.1} or {@code v1.2.3}. */
    String libbpf_version_string();

    /** @return the previous print function */
    long libbpf_set_print(long printFunction);

    int libbpf_num_possible_cpus();

    /** @return 1 supported, 0 not supported, negative errno when it could not be told */
    int libbpf_probe_bpf_prog_type(int type, long opts);

    /** @return 1 supported, 0 not supported, negative errno when it could not be told */
    int libbpf_probe_bpf_map_type(int type, long opts);

    /** @return 1 supported, 0 not supported, negative errno when it could not be told */
    int libbpf_probe_bpf_helper(int programType, int helper, long opts);

    /** Opens an object; libbpf copies the bytes that it keeps. */
    long bpf_object__open_mem(@In byte[] data, long size, long opts);

    void bpf_object__close(long object);

    int bpf_object__load(long object);

    long bpf_object__next_program(long object, long previous);

    long bpf_object__next_map(long object, long previous);

    String bpf_program__name(long program);

    String bpf_program__section_name(long program);

    int bpf_program__type(long program);

    int bpf_program__expected_attach_type(long program);

    long bpf_program__insn_cnt(long program);

    int bpf_program__fd(long program);

    int bpf_program__autoload(long program);

    int bpf_program__set_autoload(long program, int autoload);

    int bpf_program__set_type(long program, int type);

    int bpf_program__set_expected_attach_type(long program, int attachType);

    int bpf_program__set_attach_target(long program, int targetFd, String function);

    int bpf_program__set_log_buf(long program, long buffer, long size);

    int bpf_program__set_log_level(long program, int level);

    long bpf_program__attach(long program);

    long bpf_program__attach_tracepoint(long program, String category, String name);

    long bpf_program__attach_raw_tracepoint(long program, String name);

    long bpf_program__attach_trace(long program);

    long bpf_program__attach_kprobe_opts(long program, String function, long opts);

    /** @param pattern null when {@code opts} names the functions */
    long bpf_program__attach_kprobe_multi_opts(long program, String pattern, long opts);

    long bpf_program__attach_ksyscall(long program, String syscall, long opts);

    long bpf_program__attach_uprobe_multi(long program, int pid, String path, String pattern, long opts);

    long bpf_program__attach_uprobe_opts(long program, int pid, String path, long offset, long opts);

    long bpf_program__attach_usdt(long program, int pid, String path, String provider, String name, long opts);

    long bpf_program__attach_perf_event(long program, int perfEventFd);

    long bpf_program__attach_cgroup(long program, int cgroupFd);

    long bpf_program__attach_netns(long program, int netnsFd);

    long bpf_program__attach_xdp(long program, int ifindex);

    long bpf_program__attach_iter(long program, long opts);

    long bpf_map__attach_struct_ops(long map);

    int bpf_link__fd(long link);

    int bpf_link__destroy(long link);

    /** Makes {@link #bpf_link__destroy} free the memory alone: what is attached stays so, and descriptors stay open. */
    void bpf_link__disconnect(long link);

    String bpf_map__name(long map);

    int bpf_map__type(long map);

    int bpf_map__key_size(long map);

    int bpf_map__value_size(long map);

    int bpf_map__max_entries(long map);

    int bpf_map__map_flags(long map);

    int bpf_map__btf_key_type_id(long map);

    int bpf_map__btf_value_type_id(long map);

    int bpf_map__is_internal(long map);

    int bpf_map__fd(long map);

    int bpf_map__autocreate(long map);

    int bpf_map__set_autocreate(long map, int create);

    int bpf_map__set_type(long map, int type);

    int bpf_map__set_key_size(long map, int bytes);

    int bpf_map__set_value_size(long map, int bytes);

    int bpf_map__set_max_entries(long map, int entries);

    int bpf_map__reuse_fd(long map, int fd);

    /** @param size receives the section's size; @return the memory that becomes the map's initial contents */
    long bpf_map__initial_value(long map, @Out long[] size);

    /** @param key null for maps without keys @param value undefined after a failure */
    int bpf_map_lookup_elem(int fd, @In byte[] key, @Out byte[] value);

    /** @param key null for maps without keys */
    int bpf_map_update_elem(int fd, @In byte[] key, @In byte[] value, long flags);

    int bpf_map_delete_elem(int fd, @In byte[] key);

    /** @param key null to get the first key @param next undefined after a failure */
    int bpf_map_get_next_key(int fd, @In byte[] key, @Out byte[] next);

    /** The parameters are those of {@link #bpf_map_lookup_elem}. */
    int bpf_map_lookup_and_delete_elem(int fd, @In byte[] key, @Out byte[] value);

    /** All but {@code fd} are addresses; {@code count} points to a {@code u32} that is read and written. */
    int bpf_map_lookup_batch(int fd, long previous, long next, long keys, long values, long count, long opts);

    /** The parameters are those of {@link #bpf_map_lookup_batch}. */
    int bpf_map_lookup_and_delete_batch(int fd, long previous, long next, long keys, long values, long count,
            long opts);

    /** @param length points to a {@code u32}: first the size of {@code info}, afterwards the size that the kernel filled */
    int bpf_obj_get_info_by_fd(int fd, long info, long length);

    /** @return null when the map is not to be pinned */
    String bpf_map__pin_path(long map);

    /** The inner map of a map of maps; 0 if the definition does not describe its maps. */
    long bpf_map__inner_map(long map);

    int bpf_obj_get(String path);

    int bpf_obj_pin(int fd, String path);

    /** Tells what program the perf event of a descriptor runs; the results are pointers to {@code __u32} and {@code __u64}. */
    int bpf_task_fd_query(int pid, int fd, int flags, long name, long nameLength, long programId, long type, long offset,
            long address);

    /** @param next receives the next id in use, a {@code u32} */
    int bpf_prog_get_next_id(int id, long next);

    int bpf_prog_get_fd_by_id(int id);

    /** @return a descriptor to read from */
    int bpf_iter_create(int linkFd);

    int bpf_link_create(int programFd, int targetFd, int attachType, long opts);

    int bpf_prog_attach(int programFd, int targetFd, int attachType, int flags);

    int bpf_prog_detach2(int programFd, int targetFd, int attachType);

    int bpf_tc_hook_create(long hook);

    int bpf_tc_attach(long hook, long opts);

    int bpf_tc_detach(long hook, long opts);

    /** @return a descriptor; statistics are counted while it is open */
    int bpf_enable_stats(int type);

    long btf__load_vmlinux_btf();

    long btf__parse_raw(String path);

    int btf__type_cnt(long btf);

    void btf__free(long btf);

    /** @param print a {@code void (*)(void *context, const char *format, va_list arguments)} */
    long btf_dump__new(long btf, long print, long context, long opts);

    int btf_dump__dump_type(long dump, int id);

    void btf_dump__free(long dump);
}
