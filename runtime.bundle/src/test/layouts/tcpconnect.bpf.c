// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After bcc's tcpconnect: unions of an IPv4 and an IPv6 address. */
#include "layouts.bpf.h"

struct event {
	union {
		u32 saddr_v4;
		u8 saddr_v6[16];
	};
	union {
		u32 daddr_v4;
		u8 daddr_v6[16];
	};
	char task[TASK_COMM_LEN];
	u64 ts_us;
	u32 af;
	u32 pid;
	u32 uid;
	u16 dport;
	u16 sport;
};
RECORD(event);

HASH(sockets, u32, struct sock *);
PERF_BUFFER(events);

static __always_inline int enter_tcp_connect(struct sock *sk)
{
	u32 tid = bpf_get_current_pid_tgid();

	bpf_map_update_elem(&sockets, &tid, &sk, 0);
	return 0;
}

static __always_inline void trace_v4(struct pt_regs *ctx, pid_t pid, struct sock *sk, u16 dport)
{
	struct event event = {};

	event.af = AF_INET;
	event.pid = pid;
	event.uid = bpf_get_current_uid_gid();
	event.ts_us = bpf_ktime_get_ns() / 1000;
	BPF_CORE_READ_INTO(&event.saddr_v4, sk, __sk_common.skc_rcv_saddr);
	BPF_CORE_READ_INTO(&event.daddr_v4, sk, __sk_common.skc_daddr);
	event.dport = dport;
	event.sport = BPF_CORE_READ(sk, __sk_common.skc_num);
	bpf_get_current_comm(event.task, sizeof(event.task));
	bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, &event, sizeof(event));
}

static __always_inline void trace_v6(struct pt_regs *ctx, pid_t pid, struct sock *sk, u16 dport)
{
	struct event event = {};

	event.af = AF_INET6;
	event.pid = pid;
	event.uid = bpf_get_current_uid_gid();
	event.ts_us = bpf_ktime_get_ns() / 1000;
	BPF_CORE_READ_INTO(&event.saddr_v6, sk, __sk_common.skc_v6_rcv_saddr.in6_u.u6_addr32);
	BPF_CORE_READ_INTO(&event.daddr_v6, sk, __sk_common.skc_v6_daddr.in6_u.u6_addr32);
	event.dport = dport;
	event.sport = BPF_CORE_READ(sk, __sk_common.skc_num);
	bpf_get_current_comm(event.task, sizeof(event.task));
	bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, &event, sizeof(event));
}

static __always_inline int exit_tcp_connect(struct pt_regs *ctx, int ip_ver)
{
	u64 pid_tgid = bpf_get_current_pid_tgid();
	u32 tid = pid_tgid;
	struct sock **skpp = bpf_map_lookup_elem(&sockets, &tid);
	u16 dport;

	if (!skpp)
		return 0;
	BPF_CORE_READ_INTO(&dport, *skpp, __sk_common.skc_dport);
	if (ip_ver == 4)
		trace_v4(ctx, pid_tgid >> 32, *skpp, dport);
	else
		trace_v6(ctx, pid_tgid >> 32, *skpp, dport);
	bpf_map_delete_elem(&sockets, &tid);
	return 0;
}

SEC("kprobe/tcp_v4_connect")
int tcp_v4_connect(struct pt_regs *ctx)
{
	return enter_tcp_connect((struct sock *)ARGUMENT_1(ctx));
}

SEC("kretprobe/tcp_v4_connect")
int tcp_v4_connect_ret(struct pt_regs *ctx)
{
	return exit_tcp_connect(ctx, 4);
}

SEC("kretprobe/tcp_v6_connect")
int tcp_v6_connect_ret(struct pt_regs *ctx)
{
	return exit_tcp_connect(ctx, 6);
}
