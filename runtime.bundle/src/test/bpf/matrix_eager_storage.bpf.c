// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Storage of tasks with a size that storage does not have. */
#include "matrix_none.bpf.c"

struct {
	__uint(type, BPF_MAP_TYPE_TASK_STORAGE);
	__uint(max_entries, 16);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, __u32);
	__type(value, __u64);
} other SEC(".maps");
