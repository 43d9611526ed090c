// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A map type of Linux 6.2: a value for each cgroup. */
#include "corpus.bpf.h"

#define BPF_MAP_TYPE_CGRP_STORAGE_6_2 32

struct cgroup;
struct css_set {
	struct cgroup *dfl_cgrp;
} __attribute__((preserve_access_index));
struct task_struct {
	struct css_set *cgroups;
} __attribute__((preserve_access_index));

struct {
	__uint(type, BPF_MAP_TYPE_CGRP_STORAGE_6_2);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, __u64);
} a_cgrp_storage SEC(".maps");

/* bpf_cgrp_storage_get of include/uapi/linux/bpf.h since 6.2 */
static void *(*cgrp_storage_get)(void *map, struct cgroup *cgroup, void *value, __u64 flags) = (void *)210;

SEC("tp_btf/sys_enter")
int uses_cgrp_storage(void *ctx)
{
	struct task_struct *task = bpf_get_current_task_btf();
	__u64 *kept;

	if (!own())
		return 0;
	kept = cgrp_storage_get(&a_cgrp_storage, task->cgroups->dfl_cgrp, 0, BPF_LOCAL_STORAGE_GET_F_CREATE);
	return hit_any(kept != 0);
}
