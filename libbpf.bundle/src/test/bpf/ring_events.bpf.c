// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Writes what prctl(2) is asked for into a ring buffer.
#include "ring_request.bpf.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 8 * 1024 * 1024);
} events SEC(".maps");

static __always_inline void submit(const struct request *request, __u32 i, __u64 tag, __u64 flags)
{
	struct event *event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);

	if (!event) {
		count(REFUSED, 1);
		return;
	}
	event->sequence = request->sequence + i;
	event->tag = tag;
	event->cpu = bpf_get_smp_processor_id();
	for (int j = 0; j < 5; j++)
		event->rest[j] = request->sequence + i;
	bpf_ringbuf_submit(event, flags);
}

static __always_inline void output(const struct request *request)
{
	struct block *block = numbered_block(request->sequence);
	__u64 length = output_length(request);

	if (!block || !length)
		return;
	count(MADE, 1);
	if (bpf_ringbuf_output(&events, block, length, 0))
		count(REFUSED, 1);
}

static __always_inline void discard(void)
{
	struct event *event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);

	if (!event)
		return;
	event->sequence = -1;
	bpf_ringbuf_discard(event, 0);
	count(DISCARDED, 1);
}

SEC("tracepoint/syscalls/sys_enter_prctl")
int on_prctl(struct request *request)
{
	__u32 kind = request->kind_and_tag & 0xff;
	__u64 tag = request->kind_and_tag >> 8;
	__u32 amount = request->amount;

	if (!is_ours(request))
		return 0;
	if (kind == OUTPUT) {
		output(request);
		return 0;
	}
	if (kind == DISCARD) {
		for (__u32 i = 0; i < 256 && i < amount; i++)
			discard();
		return 0;
	}
	count(MADE, amount);
	for (__u32 i = 0; i < 256 && i < amount; i++)
		submit(request, i, tag, kind == SUBMIT_QUIETLY ? BPF_RB_NO_WAKEUP : 0);
	return 0;
}
