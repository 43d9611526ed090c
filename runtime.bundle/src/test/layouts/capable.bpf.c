// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After bcc's capable. */
#include "layouts.bpf.h"

struct cap_event {
	u32 pid;
	u32 cap;
	u32 tgid;
	u32 uid;
	int audit;
	int insetid;
	char task[TASK_COMM_LEN];
};
RECORD(cap_event);

PERF_BUFFER(events);

SEC("kprobe/cap_capable")
int cap_capable(struct pt_regs *ctx)
{
	u64 pid_tgid = bpf_get_current_pid_tgid();
	struct cap_event event = {};
	int cap_opt = (int)BPF_CORE_READ(ctx, cx);

	event.pid = pid_tgid;
	event.tgid = pid_tgid >> 32;
	event.cap = ARGUMENT_3(ctx);
	event.uid = bpf_get_current_uid_gid();
	event.audit = (cap_opt & 2) == 0;
	event.insetid = (cap_opt & 4) != 0;
	bpf_get_current_comm(&event.task, sizeof(event.task));
	bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, &event, sizeof(event));
	return 0;
}
