// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Wants more memory for a map than any machine has. */
#include "corpus.bpf.h"

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 0x7fffffff);
	__type(key, __u32);
	__type(value, struct { char bytes[4096]; });
} huge SEC(".maps");

SEC("tracepoint/syscalls/sys_enter_openat")
int uses_huge_map(void *ctx)
{
	__u32 key = 0;

	return bpf_map_lookup_elem(&huge, &key) != 0;
}
