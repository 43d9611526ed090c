// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After xdpdump: a header in front of a sample of the packet, through a perf buffer. */
#include "layouts.bpf.h"

struct metadata {
	u16 cookie;
	u16 pkt_len;
	u32 queue;
	u64 hash;
};
RECORD(metadata);

PERF_BUFFER(samples);

SEC("xdp")
int sample(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct metadata meta;

	meta.cookie = 0xdead;
	meta.pkt_len = (u16)(end - data);
	meta.queue = ctx->rx_queue_index;
	meta.hash = bpf_get_prandom_u32();
	bpf_perf_event_output(ctx, &samples, BPF_F_CURRENT_CPU, &meta, sizeof(meta));
	return XDP_PASS;
}
