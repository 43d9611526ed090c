/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
#ifndef EUNOMIA_CORE_FIXES_BPF_H
#define EUNOMIA_CORE_FIXES_BPF_H
/*
 * What differs between kernels 5.10 and 6.18: one helper for each difference, with the version
 * that brought it. Callers never ask for a kernel's version; the kernel's BTF decides.
 */

#include "core_types.bpf.h"

/*
 * From 6.16 on (commit 3e816361e94a) the tracepoint sched_process_exit tells whether the last
 * thread of a process exits, by its second argument and, in tracefs, by this member.
 */
struct trace_event_raw_sched_process_exit___with_group_dead {
	bool group_dead;
} __attribute__((preserve_access_index));

static __always_inline bool exit_tells_group_dead(void)
{
	return bpf_core_field_exists(
		struct trace_event_raw_sched_process_exit___with_group_dead, group_dead);
}

/*
 * Inode number of the pid namespace a task lives in. pid.numbers became a flexible array in 6.5
 * (commit b69f0aeb0689), so an element's place is worked out by hand.
 */
static __always_inline __u32 task_pid_namespace(struct task_struct *task)
{
	struct pid *pid = BPF_CORE_READ(task, thread_pid);
	unsigned int level = BPF_CORE_READ(pid, level);
	struct upid *own = (void *)pid + bpf_core_field_offset(struct pid, numbers) +
			   level * bpf_core_type_size(struct upid);

	return BPF_CORE_READ(own, ns, ns.inum);
}

/*
 * The result of bpf_map_update_elem and bpf_map_delete_elem as a number to compare: before 6.4
 * (commit d7ba4cc900bf) a negative one comes without its sign in the upper half.
 */
#define map_result(call) ((int)(call))

#endif /* EUNOMIA_CORE_FIXES_BPF_H */
