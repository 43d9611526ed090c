// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After bcc's solisten. */
#include "layouts.bpf.h"

struct event {
	u32 addr[4];
	u32 pid;
	u32 proto;
	int backlog;
	int ret;
	short port;
	char task[TASK_COMM_LEN];
};
RECORD(event);

PERF_BUFFER(events);

SEC("kretprobe/inet_listen")
int inet_listen_exit(struct pt_regs *ctx)
{
	struct socket *sock = (struct socket *)ARGUMENT_1(ctx);
	struct event event = {};
	struct inet_sock *inet;
	u16 family, type;
	struct sock *sk;

	sk = BPF_CORE_READ(sock, sk);
	inet = (struct inet_sock *)sk;
	family = BPF_CORE_READ(sk, __sk_common.skc_family);
	type = BPF_CORE_READ(sock, type);
	event.proto = ((u32)family << 16) | type;
	event.port = bpf_ntohs(BPF_CORE_READ(inet, inet_sport));
	if (family == AF_INET)
		event.addr[0] = BPF_CORE_READ(inet, inet_saddr);
	else if (family == AF_INET6)
		BPF_CORE_READ_INTO(event.addr, sk, __sk_common.skc_v6_rcv_saddr.in6_u.u6_addr32);
	bpf_get_current_comm(event.task, sizeof(event.task));
	event.pid = bpf_get_current_pid_tgid() >> 32;
	event.backlog = (int)ARGUMENT_2(ctx);
	event.ret = (int)RESULT(ctx);
	bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, &event, sizeof(event));
	return 0;
}
