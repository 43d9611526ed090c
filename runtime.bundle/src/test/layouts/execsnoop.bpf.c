// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After bcc's execsnoop: a record kept in a hash from the call to its end, arguments one after the other. */
#include "layouts.bpf.h"

#define ARGSIZE 64
#define MAX_ARGS 4

struct event {
	pid_t pid;
	pid_t ppid;
	uid_t uid;
	int retval;
	int args_count;
	unsigned int args_size;
	char comm[TASK_COMM_LEN];
	char args[ARGSIZE * MAX_ARGS];
};
RECORD(event);

SCRATCH(heap, sizeof(struct event));
PERF_BUFFER(events);

SEC("tracepoint/syscalls/sys_enter_execve")
int enter(struct trace_event_raw_sys_enter *ctx)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	u32 zero = 0;
	struct event *event = bpf_map_lookup_elem(&heap, &zero);
	const char **argv = (const char **)ctx->args[1];
	int ret;

	if (!event)
		return 0;
	event->pid = bpf_get_current_pid_tgid() >> 32;
	event->uid = (uid_t)bpf_get_current_uid_gid();
	event->ppid = (pid_t)BPF_CORE_READ(task, real_parent, tgid);
	event->args_count = 0;
	event->args_size = 0;
	ret = bpf_probe_read_user_str(event->args, ARGSIZE, (const char *)ctx->args[0]);
	if (ret < 0)
		return 0;
	event->args_size += ret & (ARGSIZE - 1);
	event->args_count++;
	return (int)(long)argv;
}

SEC("tracepoint/syscalls/sys_exit_execve")
int leave(struct trace_event_raw_sys_exit *ctx)
{
	u32 zero = 0;
	struct event *event = bpf_map_lookup_elem(&heap, &zero);

	if (!event)
		return 0;
	event->retval = ctx->ret;
	bpf_get_current_comm(&event->comm, sizeof(event->comm));
	bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, event, sizeof(*event));
	return 0;
}
