// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Writes what prctl(2) is asked for into the current CPU's perf buffer.
#include "ring_request.bpf.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

struct {
	__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	__uint(key_size, sizeof(__u32));
	__uint(value_size, sizeof(__u32));
	__uint(max_entries, 1024);
} events SEC(".maps");

static __always_inline void output(struct request *request, void *data, __u64 length)
{
	count(MADE, 1);
	if (bpf_perf_event_output(request, &events, BPF_F_CURRENT_CPU, data, length))
		count(REFUSED, 1);
}

SEC("tracepoint/syscalls/sys_enter_prctl")
int on_prctl(struct request *request)
{
	__u32 kind = request->kind_and_tag & 0xff;
	__u32 amount = request->amount;

	if (!is_ours(request))
		return 0;
	if (kind == OUTPUT) {
		struct block *block = numbered_block(request->sequence);
		__u64 length = output_length(request);

		if (block && length)
			output(request, block, length);
		return 0;
	}
	for (__u32 i = 0; i < 256 && i < amount; i++) {
		struct event event = { .sequence = request->sequence + i, .tag = request->kind_and_tag >> 8 };

		event.cpu = bpf_get_smp_processor_id();
		output(request, &event, sizeof(event));
	}
	return 0;
}
