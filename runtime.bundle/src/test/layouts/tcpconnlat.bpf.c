// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After the bpf-developer-tutorial's tcpconnlat: a struct copied out of a map. */
#include "layouts.bpf.h"
#include <bpf/bpf_tracing.h>

struct event {
	union {
		u32 saddr_v4;
		u8 saddr_v6[16];
	};
	union {
		u32 daddr_v4;
		u8 daddr_v6[16];
	};
	char comm[TASK_COMM_LEN];
	u64 delta_us;
	u64 ts_us;
	u32 tgid;
	int af;
	u16 lport;
	u16 dport;
};
RECORD(event);

struct piddata {
	char comm[TASK_COMM_LEN];
	u64 ts;
	u32 tgid;
};
HASH(start, struct sock *, struct piddata);
PERF_BUFFER(events);

SEC("tp_btf/inet_sock_set_state")
int BPF_PROG(set_state, struct sock *sk, int oldstate, int newstate)
{
	struct piddata *piddatap, piddata = {};
	struct event event = {};
	s64 delta;
	u64 ts;

	if (newstate == 2) {
		if (other_process())
			return 0;
		bpf_get_current_comm(&piddata.comm, sizeof(piddata.comm));
		piddata.ts = bpf_ktime_get_ns();
		piddata.tgid = bpf_get_current_pid_tgid() >> 32;
		bpf_map_update_elem(&start, &sk, &piddata, 0);
		return 0;
	}
	piddatap = bpf_map_lookup_elem(&start, &sk);
	if (!piddatap)
		return 0;
	ts = bpf_ktime_get_ns();
	delta = (s64)(ts - piddatap->ts);
	if (delta < 0)
		return 0;
	event.delta_us = delta / 1000U;
	__builtin_memcpy(&event.comm, piddatap->comm, sizeof(event.comm));
	event.ts_us = ts / 1000;
	event.tgid = piddatap->tgid;
	event.lport = BPF_CORE_READ(sk, __sk_common.skc_num);
	event.dport = BPF_CORE_READ(sk, __sk_common.skc_dport);
	event.af = BPF_CORE_READ(sk, __sk_common.skc_family);
	if (event.af == AF_INET) {
		event.saddr_v4 = BPF_CORE_READ(sk, __sk_common.skc_rcv_saddr);
		event.daddr_v4 = BPF_CORE_READ(sk, __sk_common.skc_daddr);
	} else {
		BPF_CORE_READ_INTO(&event.saddr_v6, sk, __sk_common.skc_v6_rcv_saddr.in6_u.u6_addr32);
		BPF_CORE_READ_INTO(&event.daddr_v6, sk, __sk_common.skc_v6_daddr.in6_u.u6_addr32);
	}
	bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, &event, sizeof(event));
	bpf_map_delete_elem(&start, &sk);
	return 0;
}
