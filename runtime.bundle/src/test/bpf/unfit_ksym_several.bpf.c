// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A symbol whose name the kernel has several times. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

extern const void t_next __ksym __weak;

SEC("tracepoint/syscalls/sys_enter_getsid")
int reads(void *context)
{
	return &t_next != (void *)0;
}

char LICENSE[] SEC("license") = "GPL";
