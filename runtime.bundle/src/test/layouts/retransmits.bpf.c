// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After tcpretrans: addresses of either family in byte arrays, a state by number. */
#include "layouts.bpf.h"
#include <bpf/bpf_tracing.h>

struct retransmit {
	u64 time;
	u8 saddr[16];
	u8 daddr[16];
	u16 family;
	u16 sport;
	u16 dport;
	u8 state;
	u8 kind;
	u32 netns;
	u32 rcvbuf;
};
RECORD(retransmit);

RING(retransmits);

SEC("tp_btf/tcp_retransmit_skb")
int BPF_PROG(on_retransmit, const struct sock *sk, const struct sk_buff *skb)
{
	struct retransmit *r = bpf_ringbuf_reserve(&retransmits, sizeof(*r), 0);

	if (!r)
		return 0;
	r->time = bpf_ktime_get_ns();
	r->family = BPF_CORE_READ(sk, __sk_common.skc_family);
	r->sport = BPF_CORE_READ(sk, __sk_common.skc_num);
	r->dport = bpf_ntohs(BPF_CORE_READ(sk, __sk_common.skc_dport));
	r->state = BPF_CORE_READ(sk, __sk_common.skc_state);
	r->kind = 2;
	r->netns = BPF_CORE_READ(sk, __sk_common.skc_net.net, ns.inum);
	r->rcvbuf = BPF_CORE_READ(sk, sk_rcvbuf);
	if (r->family == AF_INET) {
		BPF_CORE_READ_INTO((u32 *)r->saddr, sk, __sk_common.skc_rcv_saddr);
		BPF_CORE_READ_INTO((u32 *)r->daddr, sk, __sk_common.skc_daddr);
	} else {
		bpf_core_read(r->saddr, 16, &sk->__sk_common.skc_v6_rcv_saddr);
		bpf_core_read(r->daddr, 16, &sk->__sk_common.skc_v6_daddr);
	}
	bpf_ringbuf_submit(r, 0);
	return 0;
}
