// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A name that is no option of the kernel: being weak helps only those that could be one. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

extern int there_is_none __kconfig __weak;

SEC("tracepoint/syscalls/sys_enter_getsid")
int reads(void *context)
{
	return there_is_none;
}

char LICENSE[] SEC("license") = "GPL";
