// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After the bpf-developer-tutorial's cgroup guard: one record for three kinds of cgroup hooks. */
#include "layouts.bpf.h"

enum event_type {
	EVENT_CONNECT4 = 1,
	EVENT_DEVICE,
	EVENT_SYSCTL,
};

struct event {
	u64 ts_ns;
	u32 pid;
	u32 type;
	char comm[TASK_COMM_LEN];
	union {
		struct {
			u32 daddr;
			u16 dport;
			u16 proto;
		} connect4;
		struct {
			u32 major;
			u32 minor;
			u32 access_type;
		} device;
		struct {
			u32 write;
			char name[32];
		} sysctl;
	};
};
RECORD(event);

RING(events);

static __always_inline void fill_common(struct event *e, u32 type)
{
	e->ts_ns = bpf_ktime_get_ns();
	e->pid = bpf_get_current_pid_tgid() >> 32;
	e->type = type;
	bpf_get_current_comm(e->comm, sizeof(e->comm));
}

SEC("cgroup/connect4")
int cg_connect4(struct bpf_sock_addr *ctx)
{
	struct event *e = bpf_ringbuf_reserve(&events, sizeof(*e), 0);

	if (!e)
		return 1;
	fill_common(e, EVENT_CONNECT4);
	e->connect4.daddr = ctx->user_ip4;
	e->connect4.dport = bpf_ntohs((u16)ctx->user_port);
	e->connect4.proto = ctx->protocol;
	bpf_ringbuf_submit(e, 0);
	return 1;
}

SEC("cgroup/dev")
int cg_dev(struct bpf_cgroup_dev_ctx *ctx)
{
	struct event *e = bpf_ringbuf_reserve(&events, sizeof(*e), 0);

	if (!e)
		return 1;
	fill_common(e, EVENT_DEVICE);
	e->device.major = ctx->major;
	e->device.minor = ctx->minor;
	e->device.access_type = ctx->access_type;
	bpf_ringbuf_submit(e, 0);
	return 1;
}

SEC("cgroup/sysctl")
int cg_sysctl(struct bpf_sysctl *ctx)
{
	struct event *e = bpf_ringbuf_reserve(&events, sizeof(*e), 0);

	if (!e)
		return 1;
	fill_common(e, EVENT_SYSCTL);
	e->sysctl.write = ctx->write;
	bpf_sysctl_get_name(ctx, e->sysctl.name, sizeof(e->sysctl.name), 0);
	bpf_ringbuf_submit(e, 0);
	return 1;
}
