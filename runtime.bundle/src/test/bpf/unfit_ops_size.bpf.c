// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A member of another size than the kernel has it. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct tcp_congestion_ops {
	char name[8];
	__u32 (*ssthresh)(void *sk);
};

SEC("struct_ops/ssthresh")
int operation(void *context)
{
	return 2;
}

SEC(".struct_ops.link")
struct tcp_congestion_ops unfit = {.name = "unfit", .ssthresh = (void *)operation};

char LICENSE[] SEC("license") = "GPL";
