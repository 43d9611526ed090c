// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Asks for the kernel's configuration, and can do without. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#ifndef WANTED
#define WANTED __weak
#endif

extern int CONFIG_HZ __kconfig WANTED;

SEC("tracepoint/syscalls/sys_enter_getsid")
int reads(void *context)
{
	return CONFIG_HZ;
}

char LICENSE[] SEC("license") = "GPL";
