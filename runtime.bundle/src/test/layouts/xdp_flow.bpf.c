// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After many XDP tutorials: header bytes read directly, an array of hardware addresses. */
#include "layouts.bpf.h"

struct flow {
	u64 when;
	u32 saddr;
	u32 daddr;
	u16 sport;
	u16 dport;
	u16 length;
	u8 proto;
	u8 ttl;
	u8 smac[6];
	u8 dmac[6];
	u32 ingress;
};
RECORD(flow);

RING(flows);

SEC("xdp")
int watch(struct xdp_md *ctx)
{
	u8 *data = (u8 *)(long)ctx->data, *end = (u8 *)(long)ctx->data_end;
	struct flow *f;

	if (data + 38 > end)
		return XDP_PASS;
	f = bpf_ringbuf_reserve(&flows, sizeof(*f), 0);
	if (!f)
		return XDP_PASS;
	f->when = bpf_ktime_get_ns();
	__builtin_memcpy(f->dmac, data, 6);
	__builtin_memcpy(f->smac, data + 6, 6);
	f->saddr = *(u32 *)(data + 26);
	f->daddr = *(u32 *)(data + 30);
	f->sport = bpf_ntohs(*(u16 *)(data + 34));
	f->dport = bpf_ntohs(*(u16 *)(data + 36));
	f->length = end - data;
	f->proto = data[23];
	f->ttl = data[22];
	f->ingress = ctx->ingress_ifindex;
	bpf_ringbuf_submit(f, 0);
	return XDP_PASS;
}
