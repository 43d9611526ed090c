// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A version in too few bytes. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

extern __u8 LINUX_KERNEL_VERSION __kconfig;

SEC("tracepoint/syscalls/sys_enter_getsid")
int reads(void *context)
{
	return LINUX_KERNEL_VERSION;
}

char LICENSE[] SEC("license") = "GPL";
