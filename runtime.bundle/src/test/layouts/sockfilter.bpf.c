// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After libbpf-bootstrap's sockfilter: bytes of a packet. */
#include "layouts.bpf.h"

struct so_event {
	__be32 src_addr;
	__be32 dst_addr;
	union {
		__be32 ports;
		__be16 port16[2];
	};
	u32 ip_proto;
	u32 pkt_type;
	u32 ifindex;
};
RECORD(so_event);

RING(rb);

SEC("socket")
int socket_handler(struct __sk_buff *skb)
{
	struct so_event *e;
	u8 verlen;
	u16 proto;
	u32 nhoff = 14;

	bpf_skb_load_bytes(skb, 12, &proto, 2);
	proto = bpf_ntohs(proto);
	if (proto != 0x0800)
		return 0;
	e = bpf_ringbuf_reserve(&rb, sizeof(*e), 0);
	if (!e)
		return 0;
	bpf_skb_load_bytes(skb, nhoff + 9, &e->ip_proto, 1);
	if (e->ip_proto != 47) {
		bpf_skb_load_bytes(skb, nhoff + 12, &(e->src_addr), 4);
		bpf_skb_load_bytes(skb, nhoff + 16, &(e->dst_addr), 4);
	}
	bpf_skb_load_bytes(skb, nhoff + 0, &verlen, 1);
	bpf_skb_load_bytes(skb, nhoff + ((verlen & 0xF) << 2), &(e->ports), 4);
	e->pkt_type = skb->pkt_type;
	e->ifindex = skb->ifindex;
	bpf_ringbuf_submit(e, 0);
	return skb->len;
}
