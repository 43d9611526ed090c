// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After round-trip monitors on sock_ops. */
#include "layouts.bpf.h"

struct rtt_event {
	u16 sport;
	u16 dport;
	u32 saddr;
	u32 daddr;
	u32 srtt;
};
RECORD(rtt_event);

RING(rtt_events);

SEC("sockops")
int bpf_sockops_cb(struct bpf_sock_ops *skops)
{
	struct rtt_event *e;

	if (skops->family != AF_INET || skops->op != BPF_SOCK_OPS_RTT_CB)
		return 1;
	e = bpf_ringbuf_reserve(&rtt_events, sizeof(struct rtt_event), 0);
	if (!e)
		return 1;
	e->sport = (u16)skops->local_port;
	e->dport = bpf_ntohl(skops->remote_port);
	e->saddr = bpf_htonl(skops->local_ip4);
	e->daddr = bpf_htonl(skops->remote_ip4);
	e->srtt = skops->srtt_us >> 3;
	bpf_ringbuf_submit(e, 0);
	return 1;
}
