// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After database query tracers on uprobes: the query's text and how long it took. */
#include "layouts.bpf.h"

struct query_event {
	u64 started;
	u64 latency;
	u32 pid;
	u32 session;
	s32 status;
	char query[96];
};
RECORD(query_event);

struct query {
	u64 started;
	u64 text;
	u32 session;
};
HASH(queries, u64, struct query);
RING(query_events);

SEC("uprobe")
int dispatch_start(struct pt_regs *ctx)
{
	u64 id = bpf_get_current_pid_tgid();
	struct query query = {};

	query.started = bpf_ktime_get_ns();
	query.session = (u32)ARGUMENT_1(ctx);
	query.text = ARGUMENT_2(ctx);
	bpf_map_update_elem(&queries, &id, &query, BPF_ANY);
	return 0;
}

SEC("uretprobe")
int dispatch_end(struct pt_regs *ctx)
{
	u64 id = bpf_get_current_pid_tgid();
	struct query *query = bpf_map_lookup_elem(&queries, &id);
	struct query_event *ev;

	if (!query)
		return 0;
	ev = bpf_ringbuf_reserve(&query_events, sizeof(struct query_event), 0);
	if (!ev)
		goto cleanup;
	ev->started = query->started;
	ev->latency = bpf_ktime_get_ns() - query->started;
	ev->pid = id >> 32;
	ev->session = query->session;
	ev->status = (s32)RESULT(ctx);
	bpf_probe_read_user_str(ev->query, sizeof(ev->query), (void *)query->text);
	bpf_ringbuf_submit(ev, 0);
cleanup:
	bpf_map_delete_elem(&queries, &id);
	return 0;
}
