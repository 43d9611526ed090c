// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After bcc's tcplife: members written in another order than they stand, 16-byte addresses by family. */
#include "layouts.bpf.h"

struct event {
	unsigned __int128 saddr;
	unsigned __int128 daddr;
	u64 ts_us;
	u64 span_us;
	u64 rx_b;
	u64 tx_b;
	u32 pid;
	u16 sport;
	u16 dport;
	u16 family;
	char comm[TASK_COMM_LEN];
};
RECORD(event);

HASH(birth, struct sock *, u64);
PERF_BUFFER(events);

SEC("tracepoint/sock/inet_sock_set_state")
int inet_sock_set_state(struct trace_event_raw_inet_sock_set_state *args)
{
	struct sock *sk = (struct sock *)BPF_CORE_READ(args, skaddr);
	struct tcp_sock *tp = (struct tcp_sock *)sk;
	u64 ts = bpf_ktime_get_ns(), *start;
	struct event event = {};

	start = bpf_map_lookup_elem(&birth, &sk);
	if (!start) {
		bpf_map_update_elem(&birth, &sk, &ts, BPF_ANY);
		return 0;
	}
	if (other_process())
		return 0;
	event.ts_us = ts / 1000;
	event.span_us = (ts - *start) / 1000;
	event.rx_b = BPF_CORE_READ(tp, bytes_received);
	event.tx_b = BPF_CORE_READ(tp, bytes_acked);
	event.pid = bpf_get_current_pid_tgid() >> 32;
	event.sport = BPF_CORE_READ(sk, __sk_common.skc_num);
	event.dport = bpf_ntohs(BPF_CORE_READ(sk, __sk_common.skc_dport));
	event.family = BPF_CORE_READ(args, family);
	bpf_get_current_comm(event.comm, sizeof(event.comm));
	if (event.family == AF_INET) {
		bpf_probe_read_kernel(&event.saddr, sizeof(args->saddr), BPF_CORE_READ(args, saddr));
		bpf_probe_read_kernel(&event.daddr, sizeof(args->daddr), BPF_CORE_READ(args, daddr));
	} else {
		bpf_probe_read_kernel(&event.saddr, sizeof(args->saddr_v6), BPF_CORE_READ(args, saddr_v6));
		bpf_probe_read_kernel(&event.daddr, sizeof(args->daddr_v6), BPF_CORE_READ(args, daddr_v6));
	}
	bpf_perf_event_output(args, &events, BPF_F_CURRENT_CPU, &event, sizeof(event));
	return 0;
}
