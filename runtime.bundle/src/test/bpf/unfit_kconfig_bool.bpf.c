// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A number of the configuration as a truth value. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

extern _Bool CONFIG_HZ __kconfig;

SEC("tracepoint/syscalls/sys_enter_getsid")
int reads(void *context)
{
	return CONFIG_HZ;
}

char LICENSE[] SEC("license") = "GPL";
