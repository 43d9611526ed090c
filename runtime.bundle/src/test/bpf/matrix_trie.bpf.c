// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A trie without the flag that tries need. */
#include "matrix_none.bpf.c"

struct {
	__uint(type, BPF_MAP_TYPE_LPM_TRIE);
	__uint(max_entries, 16);
	__type(key, __u64);
	__type(value, __u64);
} other SEC(".maps");
