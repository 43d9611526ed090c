// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Numbers that only the running system has names for, by the kit's typedefs and Inspektor Gadget's; nothing is ever loaded. */
#include "eunomia.bpf.h"

typedef __u32 gadget_errno;
typedef __u64 gadget_syscall;
typedef __u64 gadget_mntns_id;
typedef __u32 gadget_ppid;
typedef char gadget_comm;

struct named {
	eu_ksym_t caller;
	eu_usym_t place;
	eu_cgroup_t cgroup;
	gadget_syscall syscall_raw;
	gadget_mntns_id mntns_id;
	eu_user_t owner;
	eu_group_t group;
	eu_disk_t disk;
	eu_syscall_t call;
	eu_syscall_t compat;
	eu_capability_t capability;
	gadget_errno error_raw;
	gadget_ppid ppid;
	__u32 pid;
	__u32 tgid;
	gadget_comm comm[16];
};
/* The process is named in another struct, or not at all. */
struct elsewhere {
	struct {
		eu_usym_t place;
		__u32 owner;
	} at;
	struct {
		__u32 pid;
	} proc;
};

const volatile struct named named = {
	.caller = 0xffffffff81000010, .place = 0x7f0000001234, .cgroup = 77, .syscall_raw = 435, .mntns_id = 4026531841,
	.owner = 33, .group = 4, .disk = 8 << 20 | 1, .call = 435, .compat = 0x40000203, .capability = 21, .error_raw = 2,
	.ppid = 5, .pid = 41, .tgid = 40, .comm = "bash",
};
const volatile struct elsewhere elsewhere = {.at = {.place = 0x1000, .owner = 9}, .proc = {.pid = 8}};

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} tail SEC(".maps");

SEC("tracepoint/syscalls/sys_enter_getpgid")
int touch(void *ctx)
{
	/* Everything above stays in the object only because it is used. */
	bpf_ringbuf_query(&tail, 0);
	return named.pid + elsewhere.proc.pid;
}

EUNOMIA_LICENSE;
