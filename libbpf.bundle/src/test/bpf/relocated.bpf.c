// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Relocations of each kind that can be made by a part of the kernel's types. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct list_head {
	struct list_head *next;
};

struct mm_struct {
	unsigned long arg_start;
};

struct task_struct {
	int pid;
	struct task_struct *real_parent;
	struct list_head tasks;
	struct mm_struct *mm;
	char comm[16];
	unsigned int in_execve : 1;
};

struct task_struct___older {
	long state_of_old;
};

struct kernfs_node {
	unsigned long long id;
};

#pragma clang attribute pop

enum hrtimer_restart {
	HRTIMER_NORESTART,
	HRTIMER_RESTART,
};


__u64 seen[16];

SEC("raw_tp/sys_enter")
int look(void *ctx)
{
	struct task_struct *task = (void *)bpf_get_current_task();
	struct task_struct___older *older = (void *)task;

	seen[0] = BPF_CORE_READ(task, pid);
	seen[1] = BPF_CORE_READ(task, real_parent, pid);
	seen[2] = BPF_CORE_READ(task, mm, arg_start);
	seen[3] = bpf_core_field_offset(task->tasks.next);
	seen[4] = bpf_core_field_size(task->comm);
	seen[5] = BPF_CORE_READ_BITFIELD_PROBED(task, in_execve);
	seen[6] = bpf_core_field_exists(older->state_of_old);
	seen[7] = bpf_core_type_exists(struct kernfs_node);
	seen[8] = bpf_core_type_size(struct task_struct);
	seen[9] = bpf_core_enum_value(enum hrtimer_restart, HRTIMER_RESTART);
	seen[10] = bpf_core_field_exists(task->comm[3]);
	return 0;
}


char LICENSE[] SEC("license") = "GPL";
