// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After strace-like tracers: a struct copy of all arguments. */
#include "layouts.bpf.h"

struct call_event {
	u64 ts;
	u32 pid;
	u32 tid;
	s64 id;
	u64 args[6];
	s64 ret;
};
RECORD(call_event);

RING(call_events);

SEC("tracepoint/syscalls/sys_enter_getpgid")
int sys_enter(struct trace_event_raw_sys_enter *ctx)
{
	struct call_event *e;
	u64 id = bpf_get_current_pid_tgid();

	if (other_process())
		return 0;
	e = bpf_ringbuf_reserve(&call_events, sizeof(*e), 0);
	if (!e)
		return 0;
	e->ts = bpf_ktime_get_ns();
	e->pid = id >> 32;
	e->tid = (u32)id;
	e->id = ctx->id;
	e->args[0] = ctx->args[0];
	e->args[1] = ctx->args[1];
	e->args[2] = ctx->args[2];
	e->args[3] = ctx->args[3];
	e->args[4] = ctx->args[4];
	e->args[5] = ctx->args[5];
	e->ret = 0;
	bpf_ringbuf_submit(e, 0);
	return 0;
}

SEC("tracepoint/syscalls/sys_exit_getpgid")
int sys_exit(struct trace_event_raw_sys_exit *ctx)
{
	struct call_event *e;
	u64 id = bpf_get_current_pid_tgid();

	if (other_process())
		return 0;
	e = bpf_ringbuf_reserve(&call_events, sizeof(*e), 0);
	if (!e)
		return 0;
	__builtin_memset(e, 0, sizeof(*e));
	e->ts = bpf_ktime_get_ns();
	e->pid = id >> 32;
	e->tid = (u32)id;
	e->id = ctx->id;
	e->ret = ctx->ret;
	bpf_ringbuf_submit(e, 0);
	return 0;
}
