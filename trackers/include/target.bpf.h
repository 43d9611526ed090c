/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
#ifndef EUNOMIA_TARGET_BPF_H
#define EUNOMIA_TARGET_BPF_H
/*
 * The arguments by which every tracker can be limited to some processes. Set before load; the
 * verifier then removes the comparisons that nobody asked for.
 */

#include "eunomia.bpf.h"

#define TASK_COMM_LEN 16   /* include/linux/sched.h */
#define ANY_UID ((__u32)-1) /* no user has this id: (uid_t)-1 is invalid in the kernel */

/* Only this process (user space's pid); 0 for all. */
const volatile __u32 target_pid = 0;
/* Only processes of this user; ANY_UID for all. */
const volatile __u32 target_uid = ANY_UID;
/* Only processes in this cgroup itself (its v2 id); 0 for all. */
const volatile __u64 target_cgroup = 0;
/* Only processes with exactly this command name (at most 15 bytes); empty for all. */
const volatile char target_comm[TASK_COMM_LEN] __attribute__((aligned(8))) = {};

static __always_inline bool target_comm_matches(void)
{
	const volatile __u64 *wanted = (const volatile __u64 *)target_comm;
	__u64 comm[TASK_COMM_LEN / sizeof(__u64)] = {};

	if (!target_comm[0])
		return true;
	bpf_get_current_comm(comm, sizeof(comm));
	return comm[0] == wanted[0] && comm[1] == wanted[1];
}

/* Whether the task in whose context the program runs is asked for. */
static __always_inline bool current_is_target(void)
{
	if (target_pid && target_pid != bpf_get_current_pid_tgid() >> 32)
		return false;
	if (target_uid != ANY_UID && target_uid != (__u32)bpf_get_current_uid_gid())
		return false;
	if (target_cgroup && target_cgroup != bpf_get_current_cgroup_id())
		return false;
	return target_comm_matches();
}

#endif /* EUNOMIA_TARGET_BPF_H */
