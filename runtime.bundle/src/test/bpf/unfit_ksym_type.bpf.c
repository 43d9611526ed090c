// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A variable of the kernel declared with another type; that it is weak does not help. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

extern const int runqueues __ksym __weak;

SEC("tracepoint/syscalls/sys_enter_getsid")
int reads(void *context)
{
	return &runqueues ? runqueues : 0;
}

char LICENSE[] SEC("license") = "GPL";
