// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A ring of a size that the kernel does not make: libbpf rounds it up. */
#include "corpus.bpf.h"

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 5000);
} odd_ring SEC(".maps");

SEC("tracepoint/syscalls/sys_enter_openat")
int uses_odd_ring(void *ctx)
{
	return hit(bpf_ringbuf_query(&odd_ring, BPF_RB_RING_SIZE));
}
