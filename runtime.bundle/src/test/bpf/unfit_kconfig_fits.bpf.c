// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Each kind of value in a type that takes it; the text is cut. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

extern int CONFIG_HZ __kconfig;
extern _Bool CONFIG_BPF __kconfig;
extern char CONFIG_DEFAULT_HOSTNAME[4] __kconfig;
extern int LINUX_KERNEL_VERSION __kconfig;

SEC("tracepoint/syscalls/sys_enter_getsid")
int reads(void *context)
{
	return CONFIG_HZ + CONFIG_BPF + CONFIG_DEFAULT_HOSTNAME[0] + LINUX_KERNEL_VERSION;
}

char LICENSE[] SEC("license") = "GPL";
