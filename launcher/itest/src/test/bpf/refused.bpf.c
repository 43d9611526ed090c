// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* What the verifier refuses: a map value used without asking whether it is there. */
#include "eunomia.bpf.h"

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} counts SEC(".maps");

SEC("raw_tp/sys_enter")
int careless(void *ctx)
{
	__u32 key = 0;
	__u64 *count = bpf_map_lookup_elem(&counts, &key);

	*count += 1;
	return 0;
}

EUNOMIA_LICENSE;
