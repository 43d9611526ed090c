// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After inspektor-gadget's trace_bind: an address of either version, with the version beside it. */
#include "layouts.bpf.h"

struct gadget_l4endpoint_t {
	union {
		u8 v6[16];
		u32 v4;
	} addr_raw;
	u16 port;
	u16 proto_raw;
	u8 version;
};

struct event {
	u64 timestamp_raw;
	struct gadget_l4endpoint_t addr;
	u32 pid;
	u32 error_raw;
	u32 bound_dev_if;
	char comm[TASK_COMM_LEN];
};
RECORD(event);

RING(events);

SEC("kprobe/inet_bind")
int ig_bind_ipv4(struct pt_regs *ctx)
{
	struct socket *socket = (struct socket *)ARGUMENT_1(ctx);
	struct inet_sock *inet = (struct inet_sock *)BPF_CORE_READ(socket, sk);
	struct event *event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);

	if (!event)
		return 0;
	event->timestamp_raw = bpf_ktime_get_boot_ns();
	event->addr.version = 4;
	event->addr.addr_raw.v4 = BPF_CORE_READ(inet, inet_saddr);
	event->addr.port = bpf_ntohs(BPF_CORE_READ(inet, inet_sport));
	event->addr.proto_raw = BPF_CORE_READ(inet, sk.sk_protocol);
	event->pid = bpf_get_current_pid_tgid() >> 32;
	event->error_raw = 0;
	event->bound_dev_if = BPF_CORE_READ(inet, sk.__sk_common.skc_bound_dev_if);
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	bpf_ringbuf_submit(event, 0);
	return 0;
}

SEC("kprobe/inet6_bind")
int ig_bind_ipv6(struct pt_regs *ctx)
{
	struct socket *socket = (struct socket *)ARGUMENT_1(ctx);
	struct sock *sock = BPF_CORE_READ(socket, sk);
	struct event *event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);

	if (!event)
		return 0;
	event->timestamp_raw = bpf_ktime_get_boot_ns();
	event->addr.version = 6;
	bpf_probe_read_kernel(&event->addr.addr_raw.v6, sizeof(event->addr.addr_raw.v6),
			      sock->__sk_common.skc_v6_rcv_saddr.in6_u.u6_addr32);
	event->addr.port = bpf_ntohs(BPF_CORE_READ((struct inet_sock *)sock, inet_sport));
	event->addr.proto_raw = BPF_CORE_READ(sock, sk_protocol);
	event->pid = bpf_get_current_pid_tgid() >> 32;
	event->error_raw = 0;
	event->bound_dev_if = BPF_CORE_READ(sock, __sk_common.skc_bound_dev_if);
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	bpf_ringbuf_submit(event, 0);
	return 0;
}
