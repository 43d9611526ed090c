// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Programs that are given their places, one that cannot have any, and a map whose size is to be set. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#ifndef VERSION
#define VERSION 1
#endif

const volatile __u32 target_pid = 0;

struct call {
	__u32 pid;
	__u32 version;
	__s64 number;
};

const struct call *unused __attribute__((unused));

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 64 * 1024);
} calls SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__type(key, __u32);
	__type(value, __u64);
} unsized SEC(".maps");

/* The fields that all tracepoints of system calls begin with. */
struct system_call {
	__u64 common;
	__s64 number;
};

SEC("tracepoint")
int on_call(struct system_call *context)
{
	__u32 pid = bpf_get_current_pid_tgid() >> 32;
	__u64 *count;
	struct call *call;

	if (pid != target_pid)
		return 0;
	count = bpf_map_lookup_elem(&unsized, &pid);
	call = bpf_ringbuf_reserve(&calls, sizeof(*call), 0);
	if (!call)
		return 0;
	call->pid = pid;
	call->version = VERSION + (count ? 100 : 0);
	call->number = context->number;
	bpf_ringbuf_submit(call, 0);
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_there_is_none")
int nowhere(void *context)
{
	return 0;
}

/* Read through a pointer that was not compared with NULL: the verifier refuses it. */
SEC("tracepoint/syscalls/sys_enter_getpgid")
int refused(void *context)
{
	__u32 key = 0;
	__u64 *count = bpf_map_lookup_elem(&unsized, &key);

	return *count > 3;
}

char LICENSE[] SEC("license") = "GPL";
