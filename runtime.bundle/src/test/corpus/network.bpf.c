// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Programs at network interfaces and sockets. */
#include "corpus.bpf.h"

struct {
	__uint(type, BPF_MAP_TYPE_SOCKHASH);
	__uint(max_entries, 64);
	__type(key, __u64);
	__type(value, __u32);
} sockets SEC(".maps");

SEC("xdp")
int on_xdp(struct xdp_md *ctx)
{
	hit_any(1);
	return XDP_PASS;
}

SEC("tc")
int on_classifier(struct __sk_buff *ctx)
{
	hit_any(1);
	return 0;
}

SEC("action")
int on_action(struct __sk_buff *ctx)
{
	hit_any(1);
	return 0;
}

SEC("socket")
int on_packets(struct __sk_buff *ctx)
{
	hit_any(1);
	return 0;
}

SEC("sk_lookup")
int on_lookup(struct bpf_sk_lookup *ctx)
{
	hit_any(1);
	return SK_PASS;
}

SEC("sockops")
int on_socket_operation(struct bpf_sock_ops *ctx)
{
	hit_any(1);
	return 1;
}

/* Puts every connection it sees into the map that sk_msg and sk_skb programs are attached to. */
SEC("sockops")
int collect_sockets(struct bpf_sock_ops *ctx)
{
	__u64 key = ctx->local_port;

	if (ctx->op == BPF_SOCK_OPS_ACTIVE_ESTABLISHED_CB || ctx->op == BPF_SOCK_OPS_PASSIVE_ESTABLISHED_CB)
		bpf_sock_hash_update(ctx, &sockets, &key, BPF_ANY);
	return 1;
}

SEC("sk_msg")
int on_message(struct sk_msg_md *ctx)
{
	hit_any(1);
	return SK_PASS;
}

SEC("sk_skb/stream_verdict")
int on_stream(struct __sk_buff *ctx)
{
	hit_any(1);
	return SK_PASS;
}

SEC("flow_dissector")
int on_flow(struct __sk_buff *ctx)
{
	return BPF_OK;
}

SEC("sk_reuseport")
int on_reuseport(struct sk_reuseport_md *ctx)
{
	return SK_PASS;
}

SEC("lwt_in")
int on_tunnel(struct __sk_buff *ctx)
{
	return BPF_OK;
}

SEC("syscall")
int on_run(void *ctx)
{
	return hit(1);
}
