// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After bcc's opensnoop: what the call was given waits in a hash, the record is built on the stack. */
#include "layouts.bpf.h"

struct args {
	const char *fname;
	int flags;
};

struct event {
	u64 ts;
	pid_t pid;
	uid_t uid;
	int ret;
	int flags;
	u64 callers[2];
	char comm[TASK_COMM_LEN];
	char fname[64];
};
RECORD(event);

HASH(start, u32, struct args);
PERF_BUFFER(events);

SEC("tracepoint/syscalls/sys_enter_openat")
int enter(struct trace_event_raw_sys_enter *ctx)
{
	u32 tid = bpf_get_current_pid_tgid();
	struct args args = {};

	if (other_process())
		return 0;
	args.fname = (const char *)ctx->args[1];
	args.flags = (int)ctx->args[2];
	bpf_map_update_elem(&start, &tid, &args, 0);
	return 0;
}

SEC("tracepoint/syscalls/sys_exit_openat")
int leave(struct trace_event_raw_sys_exit *ctx)
{
	struct event event = {};
	uintptr_t stack[3];
	u32 tid = bpf_get_current_pid_tgid();
	struct args *ap = bpf_map_lookup_elem(&start, &tid);

	if (!ap)
		return 0;
	event.pid = bpf_get_current_pid_tgid() >> 32;
	event.uid = bpf_get_current_uid_gid();
	bpf_get_current_comm(&event.comm, sizeof(event.comm));
	bpf_probe_read_user_str(&event.fname, sizeof(event.fname), ap->fname);
	event.flags = ap->flags;
	event.ret = ctx->ret;
	event.ts = bpf_ktime_get_ns();
	bpf_get_stack(ctx, &stack, sizeof(stack), BPF_F_USER_STACK);
	event.callers[0] = stack[1];
	event.callers[1] = stack[2];
	bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, &event, sizeof(event));
	bpf_map_delete_elem(&start, &tid);
	return 0;
}
