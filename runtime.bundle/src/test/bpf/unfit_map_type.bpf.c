// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A map of a type that there is not. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, 99);
	__uint(max_entries, 4);
	__uint(key_size, 4);
	__uint(value_size, 8);
} strange SEC(".maps");

SEC("tracepoint/syscalls/sys_enter_getsid")
int reads(void *context)
{
	__u32 key = 0;

	return bpf_map_lookup_elem(&strange, &key) != 0;
}

char LICENSE[] SEC("license") = "GPL";
