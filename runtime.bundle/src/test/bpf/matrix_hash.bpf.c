// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A map as most are. */
#include "matrix_none.bpf.c"

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 16);
	__type(key, __u32);
	__type(value, __u64);
} other SEC(".maps");
