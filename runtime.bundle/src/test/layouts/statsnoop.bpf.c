// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After bcc's statsnoop. */
#include "layouts.bpf.h"

struct event {
	u64 ts_ns;
	pid_t pid;
	int ret;
	int dirfd;
	char comm[TASK_COMM_LEN];
	char pathname[128];
};
RECORD(event);

struct value {
	int fd;
	const char *pathname;
};
HASH(values, u32, struct value);
PERF_BUFFER(events);

SEC("tracepoint/syscalls/sys_enter_newfstatat")
int handle_newfstatat_entry(struct trace_event_raw_sys_enter *ctx)
{
	u32 tid = (u32)bpf_get_current_pid_tgid();
	struct value value = {};

	if (other_process())
		return 0;
	value.fd = (int)ctx->args[0];
	value.pathname = (const char *)ctx->args[1];
	bpf_map_update_elem(&values, &tid, &value, BPF_ANY);
	return 0;
}

SEC("tracepoint/syscalls/sys_exit_newfstatat")
int handle_newfstatat_return(struct trace_event_raw_sys_exit *ctx)
{
	u64 id = bpf_get_current_pid_tgid();
	u32 tid = (u32)id;
	struct value *value = bpf_map_lookup_elem(&values, &tid);
	struct event event = {};

	if (!value)
		return 0;
	event.pid = id >> 32;
	event.ts_ns = bpf_ktime_get_ns();
	event.ret = (int)ctx->ret;
	event.dirfd = value->fd;
	bpf_get_current_comm(&event.comm, sizeof(event.comm));
	bpf_probe_read_user_str(event.pathname, sizeof(event.pathname), value->pathname);
	bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, &event, sizeof(event));
	bpf_map_delete_elem(&values, &tid);
	return 0;
}
