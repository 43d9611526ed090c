// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After bcc's bindsnoop: an address of 16 bytes, of which IPv4 uses four. */
#include "layouts.bpf.h"

struct bind_event {
	unsigned __int128 addr;
	u64 ts_us;
	u32 pid;
	u32 bound_dev_if;
	int ret;
	u16 port;
	u16 proto;
	u8 opts;
	u8 ver;
	char task[TASK_COMM_LEN];
};
RECORD(bind_event);

HASH(sockets, u32, struct socket *);
PERF_BUFFER(events);

SEC("kprobe/inet_bind")
int ipv4_bind_entry(struct pt_regs *ctx)
{
	struct socket *socket = (struct socket *)ARGUMENT_1(ctx);
	u32 tid = (u32)bpf_get_current_pid_tgid();

	bpf_map_update_elem(&sockets, &tid, &socket, BPF_ANY);
	return 0;
}

static __always_inline int probe_exit(struct pt_regs *ctx, short ver)
{
	u64 pid_tgid = bpf_get_current_pid_tgid();
	u32 pid = pid_tgid >> 32, tid = (u32)pid_tgid;
	struct socket **socketp = bpf_map_lookup_elem(&sockets, &tid);
	struct bind_event event = {};
	struct inet_sock *inet_sock;
	struct sock *sock;

	if (!socketp)
		return 0;
	sock = BPF_CORE_READ(*socketp, sk);
	inet_sock = (struct inet_sock *)sock;
	event.ts_us = bpf_ktime_get_ns() / 1000;
	event.pid = pid;
	event.port = bpf_ntohs(BPF_CORE_READ(inet_sock, inet_sport));
	event.bound_dev_if = BPF_CORE_READ(sock, __sk_common.skc_bound_dev_if);
	event.ret = (int)RESULT(ctx);
	event.proto = BPF_CORE_READ(sock, sk_protocol);
	bpf_get_current_comm(&event.task, sizeof(event.task));
	if (ver == 4) {
		event.ver = ver;
		bpf_probe_read_kernel(&event.addr, 4, &inet_sock->inet_saddr);
	} else {
		event.ver = ver;
		bpf_probe_read_kernel(&event.addr, sizeof(event.addr), &sock->__sk_common.skc_v6_rcv_saddr);
	}
	bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, &event, sizeof(event));
	bpf_map_delete_elem(&sockets, &tid);
	return 0;
}

SEC("kretprobe/inet_bind")
int ipv4_bind_exit(struct pt_regs *ctx)
{
	return probe_exit(ctx, 4);
}

SEC("kretprobe/inet6_bind")
int ipv6_bind_exit(struct pt_regs *ctx)
{
	return probe_exit(ctx, 6);
}
