// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After traffic accounting per cgroup. */
#include "layouts.bpf.h"

struct usage {
	u64 time_ns;
	u64 cgroup;
	u32 bytes;
	u32 ifindex;
	u8 direction;
	u8 version;
};
RECORD(usage);

RING(usages);

static __always_inline int account(struct __sk_buff *skb, u8 direction)
{
	struct usage usage = {};
	u8 first = 0;

	bpf_skb_load_bytes(skb, 0, &first, 1);
	usage.time_ns = bpf_ktime_get_ns();
	usage.cgroup = bpf_skb_cgroup_id(skb);
	usage.bytes = skb->len;
	usage.ifindex = skb->ifindex;
	usage.direction = direction;
	usage.version = first >> 4;
	bpf_ringbuf_output(&usages, &usage, sizeof(usage), 0);
	return 1;
}

SEC("cgroup_skb/egress")
int egress(struct __sk_buff *skb)
{
	return account(skb, 1);
}

SEC("cgroup_skb/ingress")
int ingress(struct __sk_buff *skb)
{
	return account(skb, 0);
}
