// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Programs that are loaded only when they are named, and nobody names them. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("?tracepoint/syscalls/sys_enter_getsid")
int first(void *context)
{
	return 0;
}

SEC("?raw_tp/sched_process_exit")
int second(void *context)
{
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
