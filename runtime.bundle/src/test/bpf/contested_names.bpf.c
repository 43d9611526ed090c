// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A struct of the ring's name and the record's size that is only what a hash map keeps; macros hide the members' names. */
#include "eunomia.bpf.h"

struct event {
	__u64 start;
	__u32 fd, flags;
};
struct record {
	__u32 pid, fd;
	__u64 latency;
};

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} events SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 16);
	__type(key, __u32);
	__type(value, struct event);
} running SEC(".maps");

#define FILL(r, value) (r)->pid = (value), (r)->fd = (value) >> 5

SEC("tracepoint/syscalls/sys_enter_getpgid")
int write_record(void *ctx)
{
	__u32 key = bpf_get_prandom_u32();
	struct event *kept = bpf_map_lookup_elem(&running, &key);
	struct record *r;

	if (!kept)
		return 0;
	r = bpf_ringbuf_reserve(&events, sizeof(*r), 0);
	if (!r)
		return 0;
	FILL(r, key);
	__builtin_memset(&r->latency, 0, sizeof(r->latency));
	bpf_ringbuf_submit(r, 0);
	return 0;
}

EUNOMIA_LICENSE;
