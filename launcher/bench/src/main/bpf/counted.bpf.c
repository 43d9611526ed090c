// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A map of sums by number, which the measurement of reading fills itself. Its program is there only because an object has one. */
#include "eunomia.bpf.h"

struct sums {
	__u64 count;
	__u64 total;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 16384);
	__type(key, __u32);
	__type(value, struct sums);
} counted SEC(".maps");

SEC("tracepoint/syscalls/sys_enter_getppid")
int on_getppid(void *ctx)
{
	__u32 zero = 0;
	struct sums *sums = bpf_map_lookup_elem(&counted, &zero);

	if (sums)
		eunomia_add(&sums->count, 1);
	return 0;
}

EUNOMIA_LICENSE;
