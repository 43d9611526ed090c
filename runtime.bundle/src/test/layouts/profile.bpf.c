// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After libbpf-bootstrap's profile: stacks, and sizes that are helpers' results. */
#include "layouts.bpf.h"

#define MAX_STACK_DEPTH 16

typedef u64 stack_trace_t[MAX_STACK_DEPTH];

struct stacktrace_event {
	u32 pid;
	u32 cpu_id;
	char comm[TASK_COMM_LEN];
	s32 kstack_sz;
	s32 ustack_sz;
	stack_trace_t kstack;
	stack_trace_t ustack;
};
RECORD(stacktrace_event);

RING(events);

SEC("perf_event")
int profile(void *ctx)
{
	int pid = bpf_get_current_pid_tgid() >> 32;
	int cpu_id = bpf_get_smp_processor_id();
	struct stacktrace_event *event;

	event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);
	if (!event)
		return 1;
	event->pid = pid;
	event->cpu_id = cpu_id;
	if (bpf_get_current_comm(event->comm, sizeof(event->comm)))
		event->comm[0] = 0;
	event->kstack_sz = bpf_get_stack(ctx, event->kstack, sizeof(event->kstack), 0);
	event->ustack_sz = bpf_get_stack(ctx, event->ustack, sizeof(event->ustack), BPF_F_USER_STACK);
	bpf_ringbuf_submit(event, 0);
	return 0;
}
