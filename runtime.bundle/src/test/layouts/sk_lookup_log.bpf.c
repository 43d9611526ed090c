// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After socket steering on sk_lookup, with a record of each decision. */
#include "layouts.bpf.h"

struct lookup {
	u32 family;
	u32 protocol;
	u32 remote_ip4;
	u32 local_ip4;
	u32 remote_port;
	u32 local_port;
	u32 ifindex;
	int verdict;
};
RECORD(lookup);

RING(lookups);

SEC("sk_lookup")
int steer(struct bpf_sk_lookup *ctx)
{
	struct lookup lookup = {};

	lookup.family = ctx->family;
	lookup.protocol = ctx->protocol;
	lookup.remote_ip4 = ctx->remote_ip4;
	lookup.local_ip4 = ctx->local_ip4;
	lookup.remote_port = bpf_ntohs(ctx->remote_port);
	lookup.local_port = ctx->local_port;
	lookup.ifindex = ctx->ingress_ifindex;
	lookup.verdict = SK_PASS;
	bpf_ringbuf_output(&lookups, &lookup, sizeof(lookup), 0);
	return SK_PASS;
}
