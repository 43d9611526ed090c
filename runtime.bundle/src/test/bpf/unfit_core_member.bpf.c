// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A member that the kernel does not have, read without asking. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct task_struct {
	int there_is_none;
} __attribute__((preserve_access_index));

SEC("tracepoint/syscalls/sys_enter_getsid")
int reads(void *context)
{
	struct task_struct *task = (void *)bpf_get_current_task();
	int value = 0;

	bpf_probe_read_kernel(&value, sizeof(value), &task->there_is_none);
	return value;
}

char LICENSE[] SEC("license") = "GPL";
