// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A flag that no hash table takes. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 2);
	__uint(map_flags, BPF_F_STACK_BUILD_ID);
	__type(key, __u32);
	__type(value, __u32);
} table SEC(".maps");

SEC("tracepoint/syscalls/sys_enter_getsid")
int reads(void *context)
{
	__u32 key = 0;

	return bpf_map_lookup_elem(&table, &key) != 0;
}

char LICENSE[] SEC("license") = "GPL";
