// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Rings whose records are to be found by each of the rules of docs/events.md. Never loaded. */
#include "eunomia.bpf.h"

struct file {
	int f_flags;
} __attribute__((preserve_access_index));

struct conn_event {
	__u32 pid;
};

struct hinted {
	__u64 first;
	__u32 second;
};

struct request_t {
	__u32 id;
	__u32 bytes;
};

#define RING(name)                                                                                 \
	struct {                                                                                   \
		__uint(type, BPF_MAP_TYPE_RINGBUF);                                                \
		__uint(max_entries, 4096);                                                         \
	} name SEC(".maps")

RING(conns);
RING(requests);
RING(files);
RING(locals);
RING(others);
RING(hintedring);

const struct conn_event *unused_one;
const struct request_t *unused_two;
const struct hinted *for_hintedring;

SEC("tracepoint/syscalls/sys_enter_openat")
int fill(void *ctx)
{
	struct {
		__u64 when;
		__s32 ret;
		char comm[16];
		__u32 pair[2];
	} local = {};
	struct file *file = ctx;
	int flags = 0;

	local.when = bpf_ktime_get_ns();
	local.ret = bpf_get_prandom_u32();
	bpf_get_current_comm(&local.comm, sizeof(local.comm));
	local.pair[0] = 1;
	local.pair[1] = bpf_get_smp_processor_id();
	bpf_ringbuf_output(&locals, &local, sizeof(local), 0);
	bpf_core_read(&flags, sizeof(flags), &file->f_flags);
	bpf_ringbuf_output(&files, &flags, sizeof(flags), 0);
	bpf_ringbuf_query(&others, 0);
	bpf_ringbuf_query(&requests, 0);
	bpf_ringbuf_query(&conns, 0);
	bpf_ringbuf_query(&hintedring, 0);
	return (unused_one != NULL) + (unused_two != NULL) + (for_hintedring != NULL);
}

EUNOMIA_LICENSE;
