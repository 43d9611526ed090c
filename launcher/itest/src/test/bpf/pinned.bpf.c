// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Counts what is opened, in a map that outlives its tracker. */
#include "eunomia.bpf.h"

const volatile __u32 step = 1;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
	__uint(pinning, LIBBPF_PIN_BY_NAME);
} eunomia_itest_pinned SEC(".maps");

SEC("tracepoint/syscalls/sys_enter_openat")
int handle_openat(void *ctx)
{
	__u32 zero = 0;
	__u64 *count = bpf_map_lookup_elem(&eunomia_itest_pinned, &zero);

	if (count)
		__sync_fetch_and_add(count, step);
	return 0;
}

EUNOMIA_LICENSE;
