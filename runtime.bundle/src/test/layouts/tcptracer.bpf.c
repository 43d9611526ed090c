// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After bcc's tcptracer: several programs call one function that fills the record. */
#include "layouts.bpf.h"

enum tcp_event_type {
	TCP_EVENT_TYPE_CONNECT,
	TCP_EVENT_TYPE_ACCEPT,
	TCP_EVENT_TYPE_CLOSE,
};

struct event {
	union {
		u32 saddr_v4;
		unsigned __int128 saddr_v6;
	};
	union {
		u32 daddr_v4;
		unsigned __int128 daddr_v6;
	};
	char task[TASK_COMM_LEN];
	u64 ts_us;
	u32 af;
	u32 pid;
	u32 uid;
	u32 netns;
	u16 dport;
	u16 sport;
	u8 type;
};
RECORD(event);

struct tuple {
	union {
		u32 saddr_v4;
		unsigned __int128 saddr_v6;
	};
	union {
		u32 daddr_v4;
		unsigned __int128 daddr_v6;
	};
	u16 sport;
	u16 dport;
	u32 netns;
};

PERF_BUFFER(events);

static __always_inline bool fill_tuple(struct tuple *tuple, struct sock *sk, int family)
{
	BPF_CORE_READ_INTO(&tuple->netns, sk, __sk_common.skc_net.net, ns.inum);
	if (family == AF_INET) {
		BPF_CORE_READ_INTO(&tuple->saddr_v4, sk, __sk_common.skc_rcv_saddr);
		BPF_CORE_READ_INTO(&tuple->daddr_v4, sk, __sk_common.skc_daddr);
	} else {
		BPF_CORE_READ_INTO(&tuple->saddr_v6, sk, __sk_common.skc_v6_rcv_saddr.in6_u.u6_addr32);
		BPF_CORE_READ_INTO(&tuple->daddr_v6, sk, __sk_common.skc_v6_daddr.in6_u.u6_addr32);
	}
	BPF_CORE_READ_INTO(&tuple->dport, sk, __sk_common.skc_dport);
	BPF_CORE_READ_INTO(&tuple->sport, sk, __sk_common.skc_num);
	return tuple->dport != 0;
}

static __always_inline void fill_event(struct tuple *tuple, struct event *event, u32 pid, u32 uid, u16 family, u8 type)
{
	event->ts_us = bpf_ktime_get_ns() / 1000;
	event->type = type;
	event->pid = pid;
	event->uid = uid;
	event->af = family;
	event->netns = tuple->netns;
	if (family == AF_INET) {
		event->saddr_v4 = tuple->saddr_v4;
		event->daddr_v4 = tuple->daddr_v4;
	} else {
		event->saddr_v6 = tuple->saddr_v6;
		event->daddr_v6 = tuple->daddr_v6;
	}
	event->sport = tuple->sport;
	event->dport = tuple->dport;
}

SEC("kprobe/tcp_close")
int entry_trace_close(struct pt_regs *ctx)
{
	struct sock *sk = (struct sock *)ARGUMENT_1(ctx);
	u64 pid_tgid = bpf_get_current_pid_tgid();
	u64 uid = bpf_get_current_uid_gid();
	struct tuple tuple = {};
	struct event event = {};
	u16 family;

	family = BPF_CORE_READ(sk, __sk_common.skc_family);
	if (!fill_tuple(&tuple, sk, family))
		return 0;
	fill_event(&tuple, &event, pid_tgid >> 32, uid, family, TCP_EVENT_TYPE_CLOSE);
	bpf_get_current_comm(&event.task, sizeof(event.task));
	bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, &event, sizeof(event));
	return 0;
}

SEC("kretprobe/inet_csk_accept")
int exit_inet_csk_accept(struct pt_regs *ctx)
{
	struct sock *sk = (struct sock *)RESULT(ctx);
	u64 pid_tgid = bpf_get_current_pid_tgid();
	struct tuple t = {};
	struct event event = {};
	u16 sport, family;

	if (!sk)
		return 0;
	sport = BPF_CORE_READ(sk, __sk_common.skc_num);
	family = BPF_CORE_READ(sk, __sk_common.skc_family);
	fill_tuple(&t, sk, family);
	t.sport = bpf_htons(sport);
	fill_event(&t, &event, pid_tgid >> 32, bpf_get_current_uid_gid(), family, TCP_EVENT_TYPE_ACCEPT);
	bpf_get_current_comm(&event.task, sizeof(event.task));
	bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, &event, sizeof(event));
	return 0;
}
