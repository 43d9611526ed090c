// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A program of every kind of section, which does nothing; other files give the object a map besides. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#define PROGRAM(name, section) SEC(section) int name(void *context) { return RESULT; }

#define RESULT 0
PROGRAM(tracepoint_open, "tracepoint")
PROGRAM(tracepoint_there, "tracepoint/syscalls/sys_enter_getsid")
PROGRAM(tracepoint_missing, "tracepoint/syscalls/sys_enter_there_is_none")
PROGRAM(raw_open, "raw_tp")
PROGRAM(raw_missing, "raw_tp/there_is_none")
PROGRAM(btf_there, "tp_btf/sched_process_exit")
PROGRAM(btf_missing, "tp_btf/there_is_none")
PROGRAM(kprobe_there, "kprobe/vfs_unlink")
PROGRAM(fentry_there, "fentry/vfs_unlink")
PROGRAM(lsm_there, "lsm/file_open")
PROGRAM(uprobe_open, "uprobe")
PROGRAM(uretprobe_there, "uretprobe/libc:getpgid")
PROGRAM(uprobe_half, "uprobe/getpgid")
PROGRAM(usdt_open, "usdt")
PROGRAM(perf_open, "perf_event")
PROGRAM(perf_foreign, "perf_event/type=software,config=0,freq=10")
PROGRAM(perf_wrong, "perf_event/colour=blue")
PROGRAM(iter_there, "iter/task")
PROGRAM(iter_missing, "iter/there_is_none")
PROGRAM(iter_elements, "iter/bpf_map_elem")
PROGRAM(iter_storage, "iter/bpf_sk_storage_map")
PROGRAM(iter_sockets, "iter/sockmap")
PROGRAM(iter_cgroups, "iter/cgroup")
PROGRAM(multi_there, "uprobe.multi/libc:getpgid")
PROGRAM(multi_return, "uretprobe.multi/libc:getpgid")
PROGRAM(multi_pattern, "uprobe.multi/libc:getpg*")
PROGRAM(multi_nothing, "uprobe.multi//usr/bin/env:there_is_none*")
PROGRAM(uprobe_beyond, "uprobe/libc:getpgid+0x10000000")
PROGRAM(uprobe_header, "uprobe/libc:0x10")
PROGRAM(unnamed_operation, "struct_ops/unnamed")
PROGRAM(run_on_demand, "syscall")
PROGRAM(unknown_section, "somewhere/else")
PROGRAM(sockops_open, "sockops")
PROGRAM(dissector_open, "flow_dissector")
PROGRAM(tunnel, "lwt_in")
PROGRAM(traffic_action, "action")
#undef RESULT
#define RESULT 1
PROGRAM(cgroup_packets, "cgroup_skb/egress")
PROGRAM(cgroup_devices, "cgroup/dev")
PROGRAM(lookup_open, "sk_lookup")
PROGRAM(filter_hook, "netfilter")
PROGRAM(message_open, "sk_msg")
PROGRAM(reuseport, "sk_reuseport")
PROGRAM(socket_open, "socket")
PROGRAM(socket_foreign, "socket1")
#undef RESULT
#define RESULT 2
PROGRAM(xdp_open, "xdp")
PROGRAM(xdp_foreign, "xdp_pass")
#undef RESULT
#define RESULT -1
PROGRAM(tc_open, "tc")
PROGRAM(tc_foreign, "classifier/egress")

char LICENSE[] SEC("license") = "GPL";
