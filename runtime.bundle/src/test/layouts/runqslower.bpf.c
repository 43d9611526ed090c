// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After bcc's runqslower: task names of the kernel's own structs. */
#include "layouts.bpf.h"
#include <bpf/bpf_tracing.h>

struct event {
	char task[TASK_COMM_LEN];
	char prev_task[TASK_COMM_LEN];
	u64 delta_us;
	pid_t pid;
	pid_t prev_pid;
};
RECORD(event);

HASH(start, u32, u64);
PERF_BUFFER(events);

SEC("raw_tp/sched_wakeup")
int BPF_PROG(handle_sched_wakeup, struct task_struct *p)
{
	u32 pid = BPF_CORE_READ(p, pid);
	u64 ts = bpf_ktime_get_ns();

	if (own_tgid && BPF_CORE_READ(p, tgid) != own_tgid)
		return 0;
	bpf_map_update_elem(&start, &pid, &ts, 0);
	return 0;
}

SEC("raw_tp/sched_switch")
int BPF_PROG(handle_sched_switch, bool preempt, struct task_struct *prev, struct task_struct *next)
{
	struct event event = {};
	u64 *tsp, delta_us;
	u32 pid = BPF_CORE_READ(next, pid);

	tsp = bpf_map_lookup_elem(&start, &pid);
	if (!tsp)
		return 0;
	delta_us = (bpf_ktime_get_ns() - *tsp) / 1000;
	event.pid = pid;
	event.prev_pid = BPF_CORE_READ(prev, pid);
	event.delta_us = delta_us;
	bpf_probe_read_kernel_str(&event.task, sizeof(event.task), next->comm);
	bpf_probe_read_kernel_str(&event.prev_task, sizeof(event.prev_task), prev->comm);
	bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, &event, sizeof(event));
	bpf_map_delete_elem(&start, &pid);
	return 0;
}
