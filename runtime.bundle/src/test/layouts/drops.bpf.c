// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After packet drop monitors on kfree_skb. */
#include "layouts.bpf.h"
#include <bpf/bpf_tracing.h>

struct drop {
	u64 location;
	u64 timestamp;
	u32 reason;
	u32 len;
	u16 protocol;
	u16 family;
	u32 ifindex;
};
RECORD(drop);

RING(drops);

SEC("tp_btf/kfree_skb")
int BPF_PROG(on_drop, struct sk_buff *skb, void *location, u32 reason)
{
	struct drop *d = bpf_ringbuf_reserve(&drops, sizeof(*d), 0);

	if (!d)
		return 0;
	d->location = (u64)location;
	d->timestamp = bpf_ktime_get_ns();
	d->reason = reason;
	d->len = BPF_CORE_READ(skb, len);
	d->protocol = bpf_ntohs(BPF_CORE_READ(skb, protocol));
	d->family = 0;
	d->ifindex = BPF_CORE_READ(skb, dev, ifindex);
	bpf_ringbuf_submit(d, 0);
	return 0;
}
