// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A program that traces a kernel function. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

__u64 hits = 0;

SEC("fentry/__task_pid_nr_ns")
int on_entry(void *ctx)
{
	__sync_fetch_and_add(&hits, 1);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
