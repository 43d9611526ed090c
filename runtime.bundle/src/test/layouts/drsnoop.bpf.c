// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After bcc's drsnoop: part of the record comes from a map's value, a copy of a struct. */
#include "layouts.bpf.h"
#include <bpf/bpf_tracing.h>

struct event {
	char task[TASK_COMM_LEN];
	u64 delta_ns;
	u64 nr_reclaimed;
	u64 nr_free_pages;
	pid_t pid;
};
RECORD(event);

struct piddata {
	u64 ts;
	u64 nr_free_pages;
};
HASH(start, u32, struct piddata);
PERF_BUFFER(events);

SEC("tp_btf/mm_vmscan_direct_reclaim_begin")
int BPF_PROG(direct_reclaim_begin)
{
	struct piddata piddata = {};
	u32 pid = bpf_get_current_pid_tgid();

	piddata.ts = bpf_ktime_get_ns();
	bpf_map_update_elem(&start, &pid, &piddata, 0);
	return 0;
}

SEC("tp_btf/mm_vmscan_direct_reclaim_end")
int BPF_PROG(direct_reclaim_end, unsigned long nr_reclaimed)
{
	u64 id = bpf_get_current_pid_tgid();
	u32 tid = id;
	struct event event = {};
	struct piddata *piddatap = bpf_map_lookup_elem(&start, &tid);
	s64 delta_ns;

	if (!piddatap)
		return 0;
	delta_ns = bpf_ktime_get_ns() - piddatap->ts;
	event.delta_ns = delta_ns;
	event.nr_reclaimed = nr_reclaimed;
	event.nr_free_pages = piddatap->nr_free_pages;
	event.pid = id >> 32;
	bpf_get_current_comm(&event.task, sizeof(event.task));
	bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, &event, sizeof(event));
	bpf_map_delete_elem(&start, &tid);
	return 0;
}
