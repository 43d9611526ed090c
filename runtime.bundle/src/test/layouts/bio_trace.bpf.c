// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After ebpf_exporter's tracing of block requests: macros with several stores on one line. */
#include "layouts.bpf.h"
#include <bpf/bpf_tracing.h>

struct span_base {
	u64 trace_id_hi;
	u64 trace_id_lo;
	u64 span_id;
	u64 parent_id;
};

struct bio_span {
	struct span_base parent;
	u64 span_monotonic_timestamp_ns;
	u64 span_duration_ns;
	u32 dev;
	u32 cmd_flags;
	u64 sector;
};
RECORD(bio_span);

RING(bio_spans);

#define fill_span_base(span, hi, lo, id) \
	do { (span)->parent.trace_id_hi = hi; (span)->parent.trace_id_lo = lo; (span)->parent.span_id = id; (span)->parent.parent_id = 0; } while (0)

#define submit_span(map, type, rq, fill) \
	do { struct type *span = bpf_ringbuf_reserve(&map, sizeof(struct type), 0); if (span) { fill bpf_ringbuf_submit(span, 0); } } while (0)

SEC("tp_btf/block_rq_complete")
int BPF_PROG(block_rq_complete, struct request *rq, int error, unsigned int nr_bytes)
{
	submit_span(bio_spans, bio_span, rq, {
		fill_span_base(span, bpf_ktime_get_ns(), (u64)rq, (u64)bpf_get_prandom_u32());
		span->span_monotonic_timestamp_ns = BPF_CORE_READ(rq, start_time_ns);
		span->span_duration_ns = bpf_ktime_get_ns() - BPF_CORE_READ(rq, start_time_ns);
		span->dev = BPF_CORE_READ(rq, part, bd_dev);
		span->cmd_flags = BPF_CORE_READ(rq, cmd_flags);
		span->sector = BPF_CORE_READ(rq, __sector);
	});
	return 0;
}
