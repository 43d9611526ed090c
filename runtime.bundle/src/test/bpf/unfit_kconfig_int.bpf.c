// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A choice of the configuration as a number. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

extern int CONFIG_BPF __kconfig;

SEC("tracepoint/syscalls/sys_enter_getsid")
int reads(void *context)
{
	return CONFIG_BPF;
}

char LICENSE[] SEC("license") = "GPL";
