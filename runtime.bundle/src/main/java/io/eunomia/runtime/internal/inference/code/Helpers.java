package io.eunomia.runtime.internal.inference.code;

import io.eunomia.runtime.internal.inference.code.Facts.Sign;
import java.util.HashMap;
import java.util.Map;

/**
 * Lists the helpers by number ({@code enum bpf_func_id}, include/uapi/linux/bpf.h), with the prototypes that its comments
 * and the kernel's {@code struct bpf_func_proto} give them: every one that writes to memory of the program
 * ({@code ARG_PTR_TO_UNINIT_MEM} and the like), and those whose result is known to be signed or unsigned.
 */
final class Helpers {
    static final int MAP_LOOKUP = 1;
    static final int MAP_UPDATE = 2;
    static final int GET_STACKID = 27;
    static final int RINGBUF_OUTPUT = 130;
    static final int RINGBUF_RESERVE = 131;
    static final int MAP_PUSH = 87;
    static final int RINGBUF_RESERVE_DYNPTR = 198;
    static final int DYNPTR_WRITE = 202;
    static final int DYNPTR_DATA = 203;
    static final int FOR_EACH_MAP_ELEM = 164;
    static final int FIND_VMA = 180;
    static final int LOOP = 181;

    private static final Map<Integer, Helper> TABLE = table();

    private Helpers() {
    }

    /** Returns a helper. @return null for one that has no effect here */
    static Helper get(int number) {
        return TABLE.get(number);
    }

    /** Tells whether a helper hands a record to user space: {@code (ctx, map, flags, data, size)}. */
    static boolean perfOutput(int number) {
        return number == 25 || number == 111 || number == 121;
    }

    /** Tells whether a helper returns a pointer to a map's value; the map is the first argument. */
    static boolean lookup(int number) {
        return switch (number) {
            // map_lookup_elem, get_local_storage, sk_, inode_, task_storage_get, map_lookup_percpu_elem, cgrp_storage_get
            case MAP_LOOKUP, 81, 107, 145, 156, 195, 210 -> true;
            default -> false;
        };
    }

    private static Map<Integer, Helper> table() {
        Map<Integer, Helper> table = new HashMap<>();
        writers(table);
        texts(table);
        structs(table);
        results(table);
        return table;
    }

    private static void writers(Map<Integer, Helper> table) {
        for (int number : new int[] {4, 112, 113, 148, 191}) {
            table.put(number, Helper.copy(1, 2, 3));    // probe_read, _user, _kernel, copy_from_user, _user_task
        }
        table.put(26, Helper.packet(3, 4));            // skb_load_bytes
        table.put(68, Helper.packet(3, 4));            // skb_load_bytes_relative
        table.put(189, Helper.packet(3, 4));           // xdp_load_bytes
        table.put(201, Helper.packet(1, 2));           // dynptr_read
        table.put(29, Helper.packet(2, 3));            // skb_get_tunnel_opt
        table.put(57, Helper.copy(4, 5, 0));            // getsockopt
        table.put(142, Helper.packet(2, 3));           // load_hdr_opt
        table.put(161, Helper.copy(2, 3, 0));           // ima_inode_hash
        table.put(193, Helper.copy(2, 3, 0));           // ima_file_hash
        table.put(67, Helper.stack(2, 3));              // get_stack
        table.put(141, Helper.stack(2, 3));             // get_task_stack
        table.put(105, Helper.number(4, 8, Sign.SIGNED));         // strtol
        table.put(106, Helper.number(4, 8, Sign.UNSIGNED));       // strtoul
        table.put(179, Helper.number(4, 8, Sign.UNSIGNED));       // kallsyms_lookup_name
        table.put(183, Helper.number(3, 8, Sign.UNKNOWN));        // get_func_arg
        table.put(184, Helper.number(2, 8, Sign.UNKNOWN));        // get_func_ret
        table.put(163, Helper.number(3, 4, Sign.UNSIGNED));     // check_mtu
    }

    private static void texts(Map<Integer, Helper> table) {
        for (int number : new int[] {45, 114, 115}) {
            table.put(number, Helper.text(1, 2));       // probe_read_str, _user_str, _kernel_str
        }
        table.put(16, Helper.text(1, 2));               // get_current_comm
        table.put(101, Helper.text(2, 3));              // sysctl_get_name
        table.put(102, Helper.text(2, 3));              // sysctl_get_current_value
        table.put(103, Helper.text(2, 3));              // sysctl_get_new_value
        table.put(147, Helper.text(2, 3));              // d_path
        table.put(149, Helper.text(1, 2));              // snprintf_btf
        table.put(165, Helper.text(1, 2));              // snprintf
    }

    private static void structs(Map<Integer, Helper> table) {
        table.put(20, Helper.struct(2, 3, "bpf_tunnel_key"));           // skb_get_tunnel_key
        table.put(55, Helper.struct(3, 4, "bpf_perf_event_value"));     // perf_event_read_value
        table.put(56, Helper.struct(2, 3, "bpf_perf_event_value"));     // perf_prog_read_value
        table.put(66, Helper.struct(3, 4, "bpf_xfrm_state"));           // skb_get_xfrm_state
        table.put(69, Helper.struct(2, 3, "bpf_fib_lookup"));           // fib_lookup
        table.put(119, Helper.struct(2, 3, "perf_branch_entry"));       // read_branch_records
        table.put(176, Helper.struct(1, 2, "perf_branch_entry"));       // get_branch_snapshot
        table.put(120, Helper.struct(3, 4, "bpf_pidns_info"));          // get_ns_current_pid_tgid
    }

    private static void results(Map<Integer, Helper> table) {
        // Times stay below 2^63 ns for centuries.
        bounded(table, 63, 5, 125, 160, 208, 118);     // ktime_get_ns, _boot_ns, _coarse_ns, _tai_ns, jiffies64
        table.put(14, Helper.result(Facts.ofHalves(22)));   // get_current_pid_tgid: ids stay below PID_MAX_LIMIT
        table.put(15, Helper.result(Facts.ofHalves(32)));   // get_current_uid_gid
        // Identities count up from small numbers: of cgroups, network namespaces and sockets.
        bounded(table, 63, 46, 79, 80, 83, 122, 123, 128, 129);
        bounded(table, 32, 7, 17, 24, 34, 47, 151);    // prandom_u32, classid, route_realm, hash, socket_uid
        bounded(table, 15, 8, 42, 185);                // smp_processor_id, numa_node_id, func_arg_cnt
        bounded(table, 31, 188);                       // xdp_get_buff_len
        Helper signed = Helper.result(Helper.LONG);
        for (int number : new int[] {2, 3, 9, 13, 23, 27, 28, 33, 37, 49, 88, 89, 109, 117, 182, 186, 187}) {
            table.put(number, signed);
        }
    }

    private static void bounded(Map<Integer, Helper> table, int bits, int... numbers) {
        for (int number : numbers) {
            table.put(number, Helper.result(Facts.of(Sign.UNKNOWN, bits)));
        }
    }
}
