// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After bcc's tcpstates. */
#include "layouts.bpf.h"

struct event {
	unsigned __int128 saddr;
	unsigned __int128 daddr;
	u64 skaddr;
	u64 ts_us;
	u64 delta_us;
	u32 pid;
	int oldstate;
	int newstate;
	u16 family;
	u16 sport;
	u16 dport;
	char task[TASK_COMM_LEN];
};
RECORD(event);

HASH(timestamps, struct sock *, u64);
PERF_BUFFER(events);

SEC("tracepoint/sock/inet_sock_set_state")
int handle_set_state(struct trace_event_raw_inet_sock_set_state *ctx)
{
	struct sock *sk = (struct sock *)ctx->skaddr;
	u16 family = ctx->family;
	u64 *tsp, delta_us, ts;
	struct event event = {};

	if (other_process())
		return 0;
	tsp = bpf_map_lookup_elem(&timestamps, &sk);
	ts = bpf_ktime_get_ns();
	if (!tsp)
		delta_us = 0;
	else
		delta_us = (ts - *tsp) / 1000;
	event.skaddr = (u64)sk;
	event.ts_us = ts / 1000;
	event.delta_us = delta_us;
	event.pid = bpf_get_current_pid_tgid() >> 32;
	event.oldstate = ctx->oldstate;
	event.newstate = ctx->newstate;
	event.family = family;
	event.sport = ctx->sport;
	event.dport = ctx->dport;
	bpf_get_current_comm(&event.task, sizeof(event.task));
	if (family == AF_INET) {
		bpf_probe_read_kernel(&event.saddr, sizeof(u32), &sk->__sk_common.skc_rcv_saddr);
		bpf_probe_read_kernel(&event.daddr, sizeof(u32), &sk->__sk_common.skc_daddr);
	} else {
		bpf_probe_read_kernel(&event.saddr, sizeof(event.saddr), &sk->__sk_common.skc_v6_rcv_saddr.in6_u.u6_addr32);
		bpf_probe_read_kernel(&event.daddr, sizeof(event.daddr), &sk->__sk_common.skc_v6_daddr.in6_u.u6_addr32);
	}
	bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, &event, sizeof(event));
	bpf_map_update_elem(&timestamps, &sk, &ts, BPF_ANY);
	return 0;
}
