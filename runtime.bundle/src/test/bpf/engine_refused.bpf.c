// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Two programs of which the verifier refuses the second: it reads through a pointer that may be NULL. */
#include "eunomia.bpf.h"

const volatile __u32 target_pid = 0;

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 8);
	__type(key, __u32);
	__type(value, __u64);
} values SEC(".maps");

SEC("raw_tp/sched_switch")
int accepted(void *ctx)
{
	return 0;
}

SEC("raw_tp/sched_switch")
int refused(void *ctx)
{
	__u32 key = target_pid;
	__u64 *value = bpf_map_lookup_elem(&values, &key);

	return *value > 3;
}

EUNOMIA_LICENSE;
