// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Global pointers to structs of the record's size, none of which is the record's. */
#include "eunomia.bpf.h"

struct limits {
	__u64 packets, bytes;
};
struct node {
	struct node *next, **previous;
};
struct settings {
	__u64 first, second;
};
struct record {
	__u32 pid;
	__s32 code;
	__u64 when;
};

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} events SEC(".maps");

const struct limits *limits;
struct node *last;
/* Kept as a record would be, but what the program writes has other members. */
const struct settings *unused __attribute__((unused));

SEC("tracepoint/syscalls/sys_enter_getpgid")
int write_record(void *ctx)
{
	struct record *r = bpf_ringbuf_reserve(&events, sizeof(*r), 0);

	if (!r)
		return 0;
	last = ctx;
	r->pid = bpf_get_current_pid_tgid() >> 32;
	r->code = -14;
	r->when = limits ? 1 : bpf_ktime_get_ns();
	bpf_ringbuf_submit(r, 0);
	return 0;
}

EUNOMIA_LICENSE;
