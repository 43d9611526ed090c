// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A TCP congestion control that never grows its window: struct_ops. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

struct sock;

struct tcp_congestion_ops {
	char name[16];
	__u32 (*ssthresh)(struct sock *sk);
	__u32 (*undo_cwnd)(struct sock *sk);
	void (*cong_avoid)(struct sock *sk, __u32 ack, __u32 acked);
} __attribute__((preserve_access_index));

SEC("struct_ops/eunomia_ssthresh")
__u32 eunomia_ssthresh(void *ctx)
{
	return 2;
}

SEC("struct_ops/eunomia_undo_cwnd")
__u32 eunomia_undo_cwnd(void *ctx)
{
	return 2;
}

SEC("struct_ops/eunomia_cong_avoid")
int eunomia_cong_avoid(void *ctx)
{
	return 0;
}

SEC(".struct_ops")
struct tcp_congestion_ops eunomia_test = {
	.name = "eunomia_test",
	.ssthresh = (void *)eunomia_ssthresh,
	.undo_cwnd = (void *)eunomia_undo_cwnd,
	.cong_avoid = (void *)eunomia_cong_avoid,
};

char LICENSE[] SEC("license") = "Dual BSD/GPL";
