// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After ebpf_exporter's socket tracing: nested structs and an array of words. */
#include "layouts.bpf.h"
#include <bpf/bpf_tracing.h>

struct endpoint {
	u32 addr[4];
	u16 port;
	u16 pad;
};

struct sock_event {
	u64 span_id;
	struct endpoint local;
	struct endpoint remote;
	u32 newstate;
	u16 family;
};
RECORD(sock_event);

RING(sock_events);

SEC("tp_btf/inet_sock_set_state")
int BPF_PROG(state, struct sock *sk, int oldstate, int newstate)
{
	struct sock_event *event;

	if (other_process())
		return 0;
	event = bpf_ringbuf_reserve(&sock_events, sizeof(*event), 0);
	if (!event)
		return 0;
	event->span_id = bpf_ktime_get_ns();
	event->newstate = newstate;
	event->family = BPF_CORE_READ(sk, __sk_common.skc_family);
	BPF_CORE_READ_INTO(&event->local.addr, sk, __sk_common.skc_v6_rcv_saddr.in6_u.u6_addr32);
	BPF_CORE_READ_INTO(&event->remote.addr, sk, __sk_common.skc_v6_daddr.in6_u.u6_addr32);
	event->local.port = BPF_CORE_READ(sk, __sk_common.skc_num);
	event->remote.port = bpf_ntohs(BPF_CORE_READ(sk, __sk_common.skc_dport));
	event->local.pad = 0;
	event->remote.pad = 0;
	bpf_ringbuf_submit(event, 0);
	return 0;
}
