// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After pwru: facts about a packet, nested and by flags. */
#include "layouts.bpf.h"

union addr {
	u32 v4addr;
	struct {
		u64 d1;
		u64 d2;
	} v6addr;
};

struct skb_meta {
	u32 netns;
	u32 mark;
	u32 ifindex;
	u32 len;
	u32 mtu;
	u16 protocol;
};

struct tuple {
	u32 saddr;
	u32 daddr;
	u16 sport;
	u16 dport;
	u16 l3_proto;
	u8 l4_proto;
};

struct event_t {
	u32 pid;
	u32 type;
	u64 addr;
	u64 skb_addr;
	u64 ts;
	s64 print_stack_id;
	struct skb_meta meta;
	struct tuple tuple;
	u32 cpu_id;
};
RECORD(event_t);

RING(events);

static __always_inline void set_meta(struct sk_buff *skb, struct skb_meta *meta)
{
	meta->len = BPF_CORE_READ(skb, len);
	meta->protocol = BPF_CORE_READ(skb, protocol);
	meta->ifindex = BPF_CORE_READ(skb, dev, ifindex);
	meta->mark = BPF_CORE_READ(skb, mark);
	meta->mtu = BPF_CORE_READ(skb, dev, mtu);
	meta->netns = BPF_CORE_READ(skb, sk, __sk_common.skc_net.net, ns.inum);
}

static __always_inline void set_tuple(struct sk_buff *skb, struct tuple *tpl)
{
	unsigned char *head = BPF_CORE_READ(skb, head);
	struct iphdr *ip = (struct iphdr *)(head + BPF_CORE_READ(skb, network_header));
	struct tcphdr *tcp = (struct tcphdr *)(head + BPF_CORE_READ(skb, transport_header));

	tpl->saddr = BPF_CORE_READ(ip, saddr);
	tpl->daddr = BPF_CORE_READ(ip, daddr);
	tpl->l4_proto = BPF_CORE_READ(ip, protocol);
	tpl->l3_proto = 0x0800;
	tpl->sport = BPF_CORE_READ(tcp, source);
	tpl->dport = BPF_CORE_READ(tcp, dest);
}

SEC("kprobe/skb-1")
int kprobe_skb_1(struct pt_regs *ctx)
{
	struct sk_buff *skb = (struct sk_buff *)ARGUMENT_1(ctx);
	struct event_t event = {};

	set_meta(skb, &event.meta);
	set_tuple(skb, &event.tuple);
	event.skb_addr = (u64)skb;
	event.pid = bpf_get_current_pid_tgid() >> 32;
	event.type = 0;
	event.addr = BPF_CORE_READ(ctx, ip);
	event.ts = bpf_ktime_get_ns();
	event.print_stack_id = -1;
	event.cpu_id = bpf_get_smp_processor_id();
	bpf_ringbuf_output(&events, &event, sizeof(event), 0);
	return 0;
}
