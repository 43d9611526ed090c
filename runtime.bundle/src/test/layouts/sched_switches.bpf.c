// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After scheduling tracers: a whole tracepoint's members, states with a sign. */
#include "layouts.bpf.h"

struct switch_event {
	u64 ts;
	u32 cpu;
	int prev_prio;
	int next_prio;
	long prev_state;
	pid_t prev_pid;
	pid_t next_pid;
	char prev_comm[TASK_COMM_LEN];
	char next_comm[TASK_COMM_LEN];
};
RECORD(switch_event);

RING(switch_events);

SEC("tp/sched/sched_switch")
int on_switch(struct trace_event_raw_sched_switch *ctx)
{
	struct switch_event *e;

	if (other_process())
		return 0;
	e = bpf_ringbuf_reserve(&switch_events, sizeof(*e), 0);
	if (!e)
		return 0;
	e->ts = bpf_ktime_get_ns();
	e->cpu = bpf_get_smp_processor_id();
	e->prev_prio = ctx->prev_prio;
	e->next_prio = ctx->next_prio;
	e->prev_state = ctx->prev_state;
	e->prev_pid = ctx->prev_pid;
	e->next_pid = ctx->next_pid;
	bpf_probe_read_kernel(e->prev_comm, sizeof(e->prev_comm), ctx->prev_comm);
	bpf_probe_read_kernel(e->next_comm, sizeof(e->next_comm), ctx->next_comm);
	bpf_ringbuf_submit(e, 0);
	return 0;
}
