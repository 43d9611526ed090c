// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After connect(2) tracers: what user space passed, by family. */
#include "layouts.bpf.h"

struct connection {
	u64 cookie;
	u32 pid;
	int fd;
	u16 family;
	u16 port;
	u32 ip4;
	u8 ip6[16];
	char comm[TASK_COMM_LEN];
};
RECORD(connection);

RING(connections);

SEC("tracepoint/syscalls/sys_enter_connect")
int on_connect(struct trace_event_raw_sys_enter *ctx)
{
	struct sockaddr_in6 address = {};
	struct connection *c;

	if (other_process())
		return 0;
	bpf_probe_read_user(&address, sizeof(address), (void *)ctx->args[1]);
	c = bpf_ringbuf_reserve(&connections, sizeof(*c), 0);
	if (!c)
		return 0;
	__builtin_memset(c, 0, sizeof(*c));
	c->cookie = bpf_get_current_task();
	c->pid = bpf_get_current_pid_tgid() >> 32;
	c->fd = (int)ctx->args[0];
	c->family = address.sin6_family;
	c->port = bpf_ntohs(address.sin6_port);
	if (c->family == AF_INET)
		c->ip4 = address.sin6_flowinfo;
	else
		__builtin_memcpy(c->ip6, &address.sin6_addr, sizeof(c->ip6));
	bpf_get_current_comm(c->comm, sizeof(c->comm));
	bpf_ringbuf_submit(c, 0);
	return 0;
}
