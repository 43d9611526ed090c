// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After the bpf-developer-tutorial's http filter: packet bytes and a length. */
#include "layouts.bpf.h"

struct so_event {
	__be32 src_addr;
	__be32 dst_addr;
	__be16 src_port;
	__be16 dst_port;
	u32 ip_proto;
	u32 pkt_type;
	u32 ifindex;
	u32 payload_length;
	u8 payload[64];
};
RECORD(so_event);

RING(rb);

SEC("socket")
int socket_handler(struct __sk_buff *skb)
{
	struct so_event *e;
	u32 nhoff = 14, payload_offset = 54;

	if (skb->len < payload_offset + 64)
		return 0;
	e = bpf_ringbuf_reserve(&rb, sizeof(*e), 0);
	if (!e)
		return 0;
	e->ip_proto = 6;
	bpf_skb_load_bytes(skb, nhoff + 12, &e->src_addr, sizeof(e->src_addr));
	bpf_skb_load_bytes(skb, nhoff + 16, &e->dst_addr, sizeof(e->dst_addr));
	bpf_skb_load_bytes(skb, nhoff + 20, &e->src_port, 2);
	bpf_skb_load_bytes(skb, nhoff + 22, &e->dst_port, 2);
	e->pkt_type = skb->pkt_type;
	e->ifindex = skb->ifindex;
	e->payload_length = skb->len - payload_offset;
	bpf_skb_load_bytes(skb, payload_offset, e->payload, sizeof(e->payload));
	bpf_ringbuf_submit(e, 0);
	return skb->len;
}
