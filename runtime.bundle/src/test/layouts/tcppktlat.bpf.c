// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After bcc's tcppktlat: addresses as arrays of words, read whole or by their first word. */
#include "layouts.bpf.h"
#include <bpf/bpf_tracing.h>

struct event {
	u32 saddr[4];
	u32 daddr[4];
	u64 delta_us;
	pid_t pid;
	pid_t tid;
	u16 dport;
	u16 sport;
	u16 family;
	char comm[TASK_COMM_LEN];
};
RECORD(event);

RING(events);

SEC("tp_btf/inet_sock_set_state")
int BPF_PROG(tcp_rcv_space_adjust, struct sock *sk, int oldstate, int newstate)
{
	const struct inet_sock *inet = (struct inet_sock *)sk;
	u64 id = bpf_get_current_pid_tgid();
	struct event *eventp;

	if (other_process())
		return 0;
	eventp = bpf_ringbuf_reserve(&events, sizeof(*eventp), 0);
	if (!eventp)
		return 0;
	eventp->pid = id >> 32;
	eventp->tid = (u32)id;
	eventp->delta_us = bpf_ktime_get_ns() / 1000;
	eventp->sport = BPF_CORE_READ(inet, inet_sport);
	eventp->dport = BPF_CORE_READ(sk, __sk_common.skc_dport);
	bpf_get_current_comm(&eventp->comm, TASK_COMM_LEN);
	eventp->family = BPF_CORE_READ(sk, __sk_common.skc_family);
	if (eventp->family == AF_INET) {
		eventp->saddr[0] = BPF_CORE_READ(sk, __sk_common.skc_rcv_saddr);
		eventp->daddr[0] = BPF_CORE_READ(sk, __sk_common.skc_daddr);
	} else {
		BPF_CORE_READ_INTO(eventp->saddr, sk, __sk_common.skc_v6_rcv_saddr.in6_u.u6_addr32);
		BPF_CORE_READ_INTO(eventp->daddr, sk, __sk_common.skc_v6_daddr.in6_u.u6_addr32);
	}
	bpf_ringbuf_submit(eventp, 0);
	return 0;
}
