// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After bcc's syncsnoop. */
#include "layouts.bpf.h"

enum sync_syscalls {
	SYS_T_MIN,
	SYS_FSYNC,
	SYS_FDATASYNC,
	SYS_SYNC,
};

struct event {
	char comm[TASK_COMM_LEN];
	u64 ts_us;
	int sys;
};
RECORD(event);

PERF_BUFFER(events);

static __always_inline void syscall(struct trace_event_raw_sys_enter *ctx, enum sync_syscalls sys)
{
	struct event event = {};

	if (other_process())
		return;
	bpf_get_current_comm(event.comm, sizeof(event.comm));
	event.ts_us = bpf_ktime_get_ns() / 1000;
	event.sys = sys;
	bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, &event, sizeof(event));
}

SEC("tracepoint/syscalls/sys_enter_fsync")
int tracepoint__syscalls__sys_enter_fsync(struct trace_event_raw_sys_enter *ctx)
{
	syscall(ctx, SYS_FSYNC);
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_fdatasync")
int tracepoint__syscalls__sys_enter_fdatasync(struct trace_event_raw_sys_enter *ctx)
{
	syscall(ctx, SYS_FDATASYNC);
	return 0;
}
