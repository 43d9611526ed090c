// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After inspektor-gadget's trace_dns: a socket filter, single bits, a name out of the packet. */
#include "layouts.bpf.h"

struct event_t {
	u64 timestamp;
	u32 saddr_v4;
	u32 daddr_v4;
	u16 sport;
	u16 dport;
	u16 id;
	u16 qtype;
	u16 ancount;
	u8 proto;
	u8 pkt_type;
	u8 rcode;
	u8 qr;
	u8 name[64];
};
RECORD(event_t);

PERF_BUFFER(events);

SEC("socket1")
int ig_trace_dns(struct __sk_buff *skb)
{
	struct event_t event = {};
	u16 flags;

	if (skb->len < 128)
		return 0;
	event.timestamp = bpf_ktime_get_boot_ns();
	bpf_skb_load_bytes(skb, 26, &event.saddr_v4, sizeof(event.saddr_v4));
	bpf_skb_load_bytes(skb, 30, &event.daddr_v4, sizeof(event.daddr_v4));
	bpf_skb_load_bytes(skb, 34, &event.sport, sizeof(event.sport));
	bpf_skb_load_bytes(skb, 36, &event.dport, sizeof(event.dport));
	bpf_skb_load_bytes(skb, 42, &event.id, sizeof(event.id));
	bpf_skb_load_bytes(skb, 44, &flags, sizeof(flags));
	event.qr = flags & 0x80 ? 1 : 0;
	event.rcode = (flags >> 8) & 0xf;
	bpf_skb_load_bytes(skb, 48, &event.ancount, sizeof(event.ancount));
	bpf_skb_load_bytes(skb, 54, event.name, sizeof(event.name));
	bpf_skb_load_bytes(skb, 118, &event.qtype, sizeof(event.qtype));
	event.proto = 17;
	event.pkt_type = skb->pkt_type;
	bpf_perf_event_output(skb, &events, BPF_F_CURRENT_CPU, &event, sizeof(event));
	return 0;
}
