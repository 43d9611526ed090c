// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After process-tree tracers: memcpy from the tracepoint's own arrays. */
#include "layouts.bpf.h"

struct fork_event {
	pid_t parent;
	pid_t child;
	char parent_comm[TASK_COMM_LEN];
	char child_comm[TASK_COMM_LEN];
	u64 start_boottime;
	u32 flags;
};
RECORD(fork_event);

RING(fork_events);

SEC("tracepoint/sched/sched_process_fork")
int on_fork(struct trace_event_raw_sched_process_fork *ctx)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	struct fork_event event = {};

	if (other_process())
		return 0;
	event.parent = ctx->parent_pid;
	event.child = ctx->child_pid;
	bpf_get_current_comm(event.parent_comm, sizeof(event.parent_comm));
	BPF_CORE_READ_INTO(&event.child_comm, task, comm);
	event.start_boottime = BPF_CORE_READ(task, start_boottime);
	event.flags = BPF_CORE_READ(task, flags);
	bpf_ringbuf_output(&fork_events, &event, sizeof(event), 0);
	return 0;
}
