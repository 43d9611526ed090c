// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A program that replaces a function of another program, which nothing here names. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("freplace/function")
int replaces(void *context)
{
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
