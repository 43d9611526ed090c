// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After bcc's sigsnoop: a value of a hash is the record. */
#include "layouts.bpf.h"

struct event {
	u32 pid;
	u32 tpid;
	int sig;
	int ret;
	char comm[TASK_COMM_LEN];
};
RECORD(event);

struct call {
	u32 tpid;
	int sig;
	char comm[TASK_COMM_LEN];
};
HASH(calls, u32, struct call);
PERF_BUFFER(events);

SEC("tracepoint/syscalls/sys_enter_kill")
int kill_entry(struct trace_event_raw_sys_enter *ctx)
{
	u32 tid = bpf_get_current_pid_tgid();
	struct call call = {};

	if (other_process())
		return 0;
	call.tpid = (pid_t)ctx->args[0];
	call.sig = (int)ctx->args[1];
	bpf_get_current_comm(call.comm, sizeof(call.comm));
	bpf_map_update_elem(&calls, &tid, &call, BPF_ANY);
	return 0;
}

SEC("tracepoint/syscalls/sys_exit_kill")
int kill_exit(struct trace_event_raw_sys_exit *ctx)
{
	u32 tid = bpf_get_current_pid_tgid();
	struct call *call = bpf_map_lookup_elem(&calls, &tid);
	struct event event = {};

	if (!call)
		return 0;
	event.pid = bpf_get_current_pid_tgid() >> 32;
	event.tpid = call->tpid;
	event.sig = call->sig;
	event.ret = ctx->ret;
	__builtin_memcpy(event.comm, call->comm, sizeof(event.comm));
	bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, &event, sizeof(event));
	bpf_map_delete_elem(&calls, &tid);
	return 0;
}

SEC("tracepoint/signal/signal_generate")
int sig_trace(struct trace_event_raw_signal_generate *ctx)
{
	struct event event = {};

	if (other_process())
		return 0;
	event.pid = bpf_get_current_pid_tgid() >> 32;
	event.tpid = ctx->pid;
	event.sig = ctx->sig;
	event.ret = ctx->errno;
	bpf_get_current_comm(event.comm, sizeof(event.comm));
	bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, &event, sizeof(event));
	return 0;
}
