// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A kernel structure filled with programs: a TCP congestion control that does nothing of its own. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct sock;

struct tcp_congestion_ops {
	char name[16];
	__u32 (*ssthresh)(struct sock *sk);
	void (*cong_avoid)(struct sock *sk, __u32 ack, __u32 acked);
	__u32 (*undo_cwnd)(struct sock *sk);
};

SEC("struct_ops/eunomia_ssthresh")
__u32 eunomia_ssthresh(__u64 *ctx)
{
	return 2;
}

SEC("struct_ops/eunomia_cong_avoid")
void eunomia_cong_avoid(__u64 *ctx)
{
}

SEC("struct_ops/eunomia_undo_cwnd")
__u32 eunomia_undo_cwnd(__u64 *ctx)
{
	return 2;
}

SEC(".struct_ops")
struct tcp_congestion_ops eunomia_cc = {
	.name = "eunomia_test",
	.ssthresh = (void *)eunomia_ssthresh,
	.cong_avoid = (void *)eunomia_cong_avoid,
	.undo_cwnd = (void *)eunomia_undo_cwnd,
};

char LICENSE[] SEC("license") = "GPL";
