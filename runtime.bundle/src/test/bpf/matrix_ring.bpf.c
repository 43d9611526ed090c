// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A ring whose size libbpf rounds up. */
#include "matrix_none.bpf.c"

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 5000);
} other SEC(".maps");
