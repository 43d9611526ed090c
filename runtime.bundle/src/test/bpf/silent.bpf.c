/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/* Counts, and shows nothing. */
#include "eunomia.bpf.h"

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, __u64);
} counts SEC(".maps");

__u64 calls;

SEC("tracepoint/syscalls/sys_enter_getpgid")
int count(void *ctx)
{
	__u32 key = 1;
	__u64 one = 1;

	eunomia_add(&calls, 1);
	bpf_map_update_elem(&counts, &key, &one, BPF_NOEXIST);
	return 0;
}

EUNOMIA_LICENSE;
