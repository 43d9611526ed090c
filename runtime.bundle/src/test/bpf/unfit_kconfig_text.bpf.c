// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A number of the configuration as text. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

extern char CONFIG_HZ[8] __kconfig;

SEC("tracepoint/syscalls/sys_enter_getsid")
int reads(void *context)
{
	return CONFIG_HZ[0];
}

char LICENSE[] SEC("license") = "GPL";
