// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Perf event arrays inside another map, which say no size: it is the number of CPUs, and the loader finds it out. */
#include "corpus.bpf.h"

struct {
	__uint(type, BPF_MAP_TYPE_HASH_OF_MAPS);
	__uint(key_size, sizeof(__u64));
	__uint(max_entries, 16);
	__array(values, struct {
		__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
		__uint(key_size, sizeof(__u32));
		__uint(value_size, sizeof(__u32));
	});
} buffers SEC(".maps");

SEC("tracepoint/syscalls/sys_enter_openat")
int uses_buffers(void *ctx)
{
	__u64 key = 0;
	void *inside = bpf_map_lookup_elem(&buffers, &key);

	if (inside)
		bpf_perf_event_output(ctx, inside, BPF_F_CURRENT_CPU, &key, sizeof(key));
	return hit(!inside);
}
