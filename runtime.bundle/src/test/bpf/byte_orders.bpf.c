// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Addresses and ports in plain numbers: what the program reads tells their order. Never loaded. */
#include <linux/bpf.h>
#include "eunomia.bpf.h"
#include <bpf/bpf_endian.h>

struct sock_common {
	__be32 skc_daddr, skc_rcv_saddr;
	__be16 skc_dport;
	__u16 skc_num;
} __attribute__((preserve_access_index));

struct connection {
	__u32 saddr, daddr;
	__u16 sport, dport;
	__u32 src_ip, dst_ip;
	__u32 remote_ip4, local_ip4;
	__u16 family;
};

#define RING(name)                                                                                 \
	struct {                                                                                   \
		__uint(type, BPF_MAP_TYPE_RINGBUF);                                                \
		__uint(max_entries, 4096);                                                         \
	} name SEC(".maps")

RING(told);
RING(bare);
const struct connection *told_event;

struct bare {
	__u32 saddr, daddr;
	__u16 sport, dport;
	__u32 family;
};

static __always_inline void fill(struct connection *c, struct sock_common *sk)
{
	c->saddr = BPF_CORE_READ(sk, skc_rcv_saddr);
	c->daddr = bpf_ntohl(BPF_CORE_READ(sk, skc_daddr));
	c->sport = BPF_CORE_READ(sk, skc_num);
	c->dport = BPF_CORE_READ(sk, skc_dport);
}

SEC("cgroup/sock_addr")
int tell(struct bpf_sock_addr *ctx)
{
	struct connection *c = bpf_ringbuf_reserve(&told, sizeof(*c), 0);

	if (!c)
		return 1;
	fill(c, (void *)ctx->sk);
	bpf_probe_read_kernel(&c->src_ip, sizeof(c->src_ip), (void *)ctx->sk + 12);
	c->dst_ip = bpf_get_prandom_u32();
	c->remote_ip4 = ctx->user_ip4;
	c->local_ip4 = bpf_ntohl(ctx->msg_src_ip4);
	c->family = ctx->family;
	bpf_ringbuf_submit(c, 0);
	return 1;
}

SEC("cgroup/sock_addr")
int tell_nothing(struct bpf_sock_addr *ctx)
{
	struct bare *b = bpf_ringbuf_reserve(&bare, sizeof(*b), 0);
	struct sock_common *sk = (void *)ctx->sk;

	if (!b)
		return 1;
	b->saddr = BPF_CORE_READ(sk, skc_rcv_saddr);
	b->daddr = bpf_ntohl(BPF_CORE_READ(sk, skc_daddr));
	b->sport = BPF_CORE_READ(sk, skc_num);
	b->dport = BPF_CORE_READ(sk, skc_dport);
	b->family = ctx->family;
	bpf_ringbuf_submit(b, 0);
	return 1;
}

EUNOMIA_LICENSE;
