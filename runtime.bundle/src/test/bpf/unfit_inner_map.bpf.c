// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A map of maps that no kernel makes: the key of an array has four bytes. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct inner {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u64);
	__type(value, __u32);
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 2);
	__type(key, __u32);
	__array(values, struct inner);
} outer SEC(".maps");

SEC("tracepoint/syscalls/sys_enter_getsid")
int reads(void *context)
{
	__u32 key = 0;

	return bpf_map_lookup_elem(&outer, &key) != 0;
}

char LICENSE[] SEC("license") = "GPL";
