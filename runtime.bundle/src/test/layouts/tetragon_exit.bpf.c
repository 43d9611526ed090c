// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After tetragon's exit event, built on the stack with an initialiser. */
#include "layouts.bpf.h"

struct msg_common {
	u8 op;
	u8 flags;
	u8 pad_v2[2];
	u32 size;
	u64 ktime;
};

struct exit_info {
	u32 code;
	u32 tid;
};

struct msg_exit {
	struct msg_common common;
	u32 current_pid;
	u8 current_pad[4];
	u64 current_ktime;
	struct exit_info info;
};
RECORD(msg_exit);

PERF_BUFFER(tcpmon_map);

SEC("tracepoint/sched/sched_process_exit")
int event_exit(void *ctx)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	u64 pid_tgid = bpf_get_current_pid_tgid();
	struct msg_exit exit = {
		.common.op = 7,
		.common.size = sizeof(exit),
		.common.ktime = bpf_ktime_get_ns(),
		.current_pid = pid_tgid >> 32,
		.current_ktime = BPF_CORE_READ(task, start_time),
	};

	exit.info.tid = (u32)pid_tgid;
	exit.info.code = BPF_CORE_READ(task, exit_code);
	bpf_perf_event_output(ctx, &tcpmon_map, BPF_F_CURRENT_CPU, &exit, sizeof(exit));
	return 0;
}
