// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After file deletion monitors, in the style of Rust and Go loaders: a path, its length, a folder's descriptor. */
#include "layouts.bpf.h"

struct unlink_event {
	u64 cgroup;
	pid_t pid;
	int dfd;
	int flag;
	u32 path_len;
	char comm[TASK_COMM_LEN];
	char path[80];
};
RECORD(unlink_event);

RING(unlink_events);

SEC("tp/syscalls/sys_enter_unlinkat")
int on_unlinkat(struct trace_event_raw_sys_enter *ctx)
{
	struct unlink_event *ev;
	long n;

	if (other_process())
		return 0;
	ev = bpf_ringbuf_reserve(&unlink_events, sizeof(*ev), 0);
	if (!ev)
		return 0;
	ev->cgroup = bpf_get_current_cgroup_id();
	ev->pid = bpf_get_current_pid_tgid() >> 32;
	ev->dfd = (int)ctx->args[0];
	ev->flag = (int)ctx->args[2];
	bpf_get_current_comm(ev->comm, sizeof(ev->comm));
	n = bpf_probe_read_user_str(ev->path, sizeof(ev->path), (void *)ctx->args[1]);
	ev->path_len = n > 0 ? n : 0;
	bpf_ringbuf_submit(ev, 0);
	return 0;
}
