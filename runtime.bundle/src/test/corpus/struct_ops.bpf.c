// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A TCP congestion control: programs that the kernel calls through a struct of functions. */
#include "corpus.bpf.h"

struct sock;

struct tcp_congestion_ops {
	char name[16];
	__u32 (*ssthresh)(struct sock *sk);
	void (*cong_avoid)(struct sock *sk, __u32 ack, __u32 acked);
	__u32 (*undo_cwnd)(struct sock *sk);
};

SEC("struct_ops/corpus_ssthresh")
__u32 corpus_ssthresh(__u64 *ctx)
{
	return 2;
}

SEC("struct_ops/corpus_cong_avoid")
void corpus_cong_avoid(__u64 *ctx)
{
	hit_any(1);
}

SEC("struct_ops/corpus_undo_cwnd")
__u32 corpus_undo_cwnd(__u64 *ctx)
{
	return 2;
}

SEC(".struct_ops")
struct tcp_congestion_ops corpus_cc = {
	.name = "eunomia_corpus",
	.ssthresh = (void *)corpus_ssthresh,
	.cong_avoid = (void *)corpus_cong_avoid,
	.undo_cwnd = (void *)corpus_undo_cwnd,
};
