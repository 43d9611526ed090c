// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A map that says nothing of how many entries it has, as tools leave it to their loader. */
#include "corpus.bpf.h"

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__type(key, __u32);
	__type(value, __u64);
} unsized SEC(".maps");

SEC("tracepoint/syscalls/sys_enter_openat")
int uses_unsized_map(void *ctx)
{
	__u32 key = 0;

	return bpf_map_lookup_elem(&unsized, &key) != 0;
}
