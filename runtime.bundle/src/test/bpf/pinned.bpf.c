/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/* A ring and a hash map that are pinned by name. */
#include "eunomia.bpf.h"

#ifndef RING_BYTES
#define RING_BYTES 65536
#endif

struct opened {
	eu_pid_t pid;
};

const struct opened *eunomia_test_ring_event;

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, RING_BYTES);
	__uint(pinning, LIBBPF_PIN_BY_NAME);
} eunomia_test_ring SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 16);
	__uint(pinning, LIBBPF_PIN_BY_NAME);
	__type(key, __u32);
	__type(value, __u64);
} eunomia_test_hash SEC(".maps");

SEC("tracepoint/syscalls/sys_enter_openat")
int on_open(void *ctx)
{
	struct opened *e = bpf_ringbuf_reserve(&eunomia_test_ring, sizeof(*e), 0);
	__u32 key = 1;
	__u64 one = 1;

	bpf_map_update_elem(&eunomia_test_hash, &key, &one, BPF_ANY);
	if (!e)
		return 0;
	e->pid = bpf_get_current_pid_tgid() >> 32;
	bpf_ringbuf_submit(e, 0);
	return 0;
}

EUNOMIA_LICENSE;
