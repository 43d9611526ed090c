// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After the bpf-developer-tutorial's tc, with a record. */
#include "layouts.bpf.h"

struct packet_info {
	u32 mark;
	u32 ifindex;
	u32 len;
	u32 hash;
	u16 protocol;
	u16 vlan_tci;
	u8 tos;
	u8 ttl;
};
RECORD(packet_info);

RING(packets);

SEC("tc")
int tc_ingress(struct __sk_buff *ctx)
{
	void *data_end = (void *)(long)ctx->data_end, *data = (void *)(long)ctx->data;
	struct packet_info info = {};
	u8 *l3 = data + 14;

	if ((void *)(l3 + 20) > data_end)
		return -1;
	info.mark = ctx->mark;
	info.ifindex = ctx->ifindex;
	info.len = ctx->len;
	info.hash = ctx->hash;
	info.protocol = ctx->protocol;
	info.vlan_tci = ctx->vlan_tci;
	info.tos = l3[1];
	info.ttl = l3[8];
	bpf_ringbuf_output(&packets, &info, sizeof(info), 0);
	return -1;
}
