// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A helper that no kernel has. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

static long (*there_is_none)(void) = (void *)100000;

SEC("tracepoint/syscalls/sys_enter_getsid")
int calls(void *context)
{
	return there_is_none();
}

char LICENSE[] SEC("license") = "GPL";
