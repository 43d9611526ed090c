// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After interrupt latency tracers: the name read from a pointer in the tracepoint, a difference of clocks. */
#include "layouts.bpf.h"

struct irq_context {
	u64 unused_head;
	int irq;
	u32 ret;
};

struct irq_sample {
	u64 began;
	u64 nanos;
	u32 cpu;
	int irq;
	u32 handled;
};
RECORD(irq_sample);

HASH(began, u32, u64);
RING(irq_samples);

SEC("tracepoint/irq/irq_handler_entry")
int irq_entry(struct irq_context *ctx)
{
	u32 cpu = bpf_get_smp_processor_id();
	u64 now = bpf_ktime_get_ns();

	bpf_map_update_elem(&began, &cpu, &now, BPF_ANY);
	return 0;
}

SEC("tracepoint/irq/irq_handler_exit")
int irq_exit(struct irq_context *ctx)
{
	struct irq_sample sample = {};
	u32 cpu = bpf_get_smp_processor_id();
	u64 *start = bpf_map_lookup_elem(&began, &cpu);

	if (!start || !*start)
		return 0;
	sample.began = *start;
	sample.nanos = bpf_ktime_get_ns() - *start;
	sample.cpu = cpu;
	sample.irq = ctx->irq;
	sample.handled = ctx->ret;
	bpf_ringbuf_output(&irq_samples, &sample, sizeof(sample), 0);
	return 0;
}
