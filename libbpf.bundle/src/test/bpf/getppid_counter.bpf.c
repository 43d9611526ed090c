// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Counts getppid calls of one process by a classic tracepoint. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

const volatile int only_tgid = 0;
__u64 hits = 0;
__u32 step = 1;

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, __u64);
} calls_by_thread SEC(".maps");

SEC("tracepoint/syscalls/sys_enter_getppid")
int on_getppid(void *ctx)
{
	__u64 id = bpf_get_current_pid_tgid();
	__u32 thread = (__u32)id;
	__u64 one = 1, *count;

	if (only_tgid != 0 && (id >> 32) != (__u32)only_tgid)
		return 0;
	__sync_fetch_and_add(&hits, *(volatile __u32 *)&step);
	count = bpf_map_lookup_elem(&calls_by_thread, &thread);
	if (count)
		__sync_fetch_and_add(count, 1);
	else
		bpf_map_update_elem(&calls_by_thread, &thread, &one, BPF_ANY);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
