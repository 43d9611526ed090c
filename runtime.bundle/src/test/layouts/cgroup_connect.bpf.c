// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After connection trackers of container platforms: both families by one struct with a version. */
#include "layouts.bpf.h"

struct conn {
	u64 cgroup_id;
	u64 cookie;
	union {
		u32 ip4;
		u32 ip6[4];
	} remote;
	u16 port;
	u8 ip_version;
	u8 protocol;
	u32 pid;
};
RECORD(conn);

RING(conns);

SEC("cgroup/connect4")
int connect4(struct bpf_sock_addr *ctx)
{
	struct conn *c = bpf_ringbuf_reserve(&conns, sizeof(*c), 0);

	if (!c)
		return 1;
	c->cgroup_id = bpf_get_current_cgroup_id();
	c->cookie = bpf_get_socket_cookie(ctx);
	c->remote.ip4 = ctx->user_ip4;
	c->port = bpf_ntohs(ctx->user_port);
	c->ip_version = 4;
	c->protocol = ctx->protocol;
	c->pid = bpf_get_current_pid_tgid() >> 32;
	bpf_ringbuf_submit(c, 0);
	return 1;
}

SEC("cgroup/connect6")
int connect6(struct bpf_sock_addr *ctx)
{
	struct conn *c = bpf_ringbuf_reserve(&conns, sizeof(*c), 0);

	if (!c)
		return 1;
	c->cgroup_id = bpf_get_current_cgroup_id();
	c->cookie = bpf_get_socket_cookie(ctx);
	c->remote.ip6[0] = ctx->user_ip6[0];
	c->remote.ip6[1] = ctx->user_ip6[1];
	c->remote.ip6[2] = ctx->user_ip6[2];
	c->remote.ip6[3] = ctx->user_ip6[3];
	c->port = bpf_ntohs(ctx->user_port);
	c->ip_version = 6;
	c->protocol = ctx->protocol;
	c->pid = bpf_get_current_pid_tgid() >> 32;
	bpf_ringbuf_submit(c, 0);
	return 1;
}
