// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A table that no machine has the memory for. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 0xf0000000);
	__uint(key_size, 4);
	__uint(value_size, 4096);
} table SEC(".maps");

SEC("tracepoint/syscalls/sys_enter_getsid")
int reads(void *context)
{
	__u32 key = 0;

	return bpf_map_lookup_elem(&table, &key) != 0;
}

char LICENSE[] SEC("license") = "GPL";
