// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* What libbpf sets to 0 or 1, in a type that holds neither. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

extern char LINUX_HAS_BPF_COOKIE[3] __kconfig;

SEC("tracepoint/syscalls/sys_enter_getsid")
int reads(void *context)
{
	return LINUX_HAS_BPF_COOKIE[1];
}

char LICENSE[] SEC("license") = "GPL";
