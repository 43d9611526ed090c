// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After inspektor-gadget's trace_malloc: pointers as numbers. */
#include "layouts.bpf.h"

enum memop {
	MALLOC,
	FREE,
	CALLOC,
};

struct event {
	u64 timestamp_raw;
	enum memop operation_raw;
	u32 pid;
	u64 addr;
	u64 size;
	char comm[TASK_COMM_LEN];
};
RECORD(event);

HASH(sizes, u32, u64);
RING(events);

SEC("uprobe/libc:malloc")
int trace_uprobe_malloc(struct pt_regs *ctx)
{
	u32 tid = (u32)bpf_get_current_pid_tgid();
	u64 size = ARGUMENT_1(ctx);

	bpf_map_update_elem(&sizes, &tid, &size, BPF_ANY);
	return 0;
}

static __always_inline int gen_event(enum memop operation, u64 addr)
{
	u32 tid = (u32)bpf_get_current_pid_tgid();
	u64 *size = bpf_map_lookup_elem(&sizes, &tid);
	struct event *event;

	event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);
	if (!event)
		return 0;
	event->operation_raw = operation;
	event->addr = addr;
	event->size = size ? *size : 0;
	event->pid = bpf_get_current_pid_tgid() >> 32;
	event->timestamp_raw = bpf_ktime_get_ns();
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	bpf_ringbuf_submit(event, 0);
	return 0;
}

SEC("uretprobe/libc:malloc")
int trace_uretprobe_malloc(struct pt_regs *ctx)
{
	return gen_event(MALLOC, RESULT(ctx));
}

SEC("uprobe/libc:free")
int trace_uprobe_free(struct pt_regs *ctx)
{
	return gen_event(FREE, ARGUMENT_1(ctx));
}
