// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* An operation that the kernel does not have. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct tcp_congestion_ops {
	char name[16];
	void (*there_is_none)(void *sk);
};

SEC("struct_ops/there_is_none")
int operation(void *context)
{
	return 0;
}

SEC(".struct_ops.link")
struct tcp_congestion_ops unfit = {.name = "unfit", .there_is_none = (void *)operation};

char LICENSE[] SEC("license") = "GPL";
