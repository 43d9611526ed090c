// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Does without a kernel function, a kernel variable and a member that no kernel has. */
#include "corpus.bpf.h"

extern const int eunomia_no_such_variable __ksym __weak;

struct task_struct {
	int tgid;
	int no_such_member;
} __attribute__((preserve_access_index));

SEC("tracepoint/syscalls/sys_enter_openat")
int does_without(void *ctx)
{
	struct task_struct *task = (void *)bpf_get_current_task();
	__u32 value = 7;

	if (bpf_core_field_exists(task->no_such_member))
		value = BPF_CORE_READ(task, no_such_member);
	if (&eunomia_no_such_variable)
		value = 0;
	return hit(value);
}
