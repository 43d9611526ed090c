// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After bcc's exitsnoop. */
#include "layouts.bpf.h"

struct event {
	u64 start_time;
	u64 exit_time;
	pid_t pid;
	pid_t tid;
	pid_t ppid;
	u32 sig;
	int exit_code;
	char comm[TASK_COMM_LEN];
};
RECORD(event);

PERF_BUFFER(events);

SEC("tracepoint/sched/sched_process_exit")
int sched_process_exit(void *ctx)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	u64 pid_tgid = bpf_get_current_pid_tgid();
	u32 tid = (u32)pid_tgid;
	int exit_code = BPF_CORE_READ(task, exit_code);
	struct event event = {};

	event.start_time = BPF_CORE_READ(task, start_time);
	event.exit_time = bpf_ktime_get_ns();
	event.pid = pid_tgid >> 32;
	event.tid = tid;
	event.ppid = BPF_CORE_READ(task, real_parent, tgid);
	event.sig = exit_code & 0xff;
	event.exit_code = exit_code >> 8;
	bpf_get_current_comm(event.comm, sizeof(event.comm));
	bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, &event, sizeof(event));
	return 0;
}
