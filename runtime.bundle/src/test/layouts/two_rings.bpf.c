// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Two streams of one tracker, each with a struct of its own. */
#include "layouts.bpf.h"

struct opened {
	u32 pid;
	int dfd;
	u64 at;
	char path[48];
};
RECORD_OF(opens, opened);

struct closed {
	u64 at;
	u32 pid;
	u32 fd;
};
RECORD_OF(closes, closed);

RING(opens);
RING(closes);

SEC("tp/syscalls/sys_enter_openat")
int on_open(struct trace_event_raw_sys_enter *ctx)
{
	struct opened *o;

	if (other_process())
		return 0;
	o = bpf_ringbuf_reserve(&opens, sizeof(*o), 0);
	if (!o)
		return 0;
	o->pid = bpf_get_current_pid_tgid() >> 32;
	o->dfd = (int)ctx->args[0];
	o->at = bpf_ktime_get_ns();
	bpf_probe_read_user_str(o->path, sizeof(o->path), (const char *)ctx->args[1]);
	bpf_ringbuf_submit(o, 0);
	return 0;
}

SEC("tp/syscalls/sys_enter_close")
int on_close(struct trace_event_raw_sys_enter *ctx)
{
	struct closed *c;

	if (other_process())
		return 0;
	c = bpf_ringbuf_reserve(&closes, sizeof(*c), 0);
	if (!c)
		return 0;
	c->at = bpf_ktime_get_ns();
	c->pid = bpf_get_current_pid_tgid() >> 32;
	c->fd = (u32)ctx->args[0];
	bpf_ringbuf_submit(c, 0);
	return 0;
}
