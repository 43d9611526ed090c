// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After ebpf_exporter's tracing of executions. */
#include "layouts.bpf.h"

struct exec_span {
	u64 trace_id_hi;
	u64 trace_id_lo;
	u64 span_monotonic_timestamp_ns;
	u64 span_duration_ns;
	u32 parent_pid;
	u32 pid;
	u8 filename[64];
	char comm[TASK_COMM_LEN];
};
RECORD(exec_span);

RING(exec_spans);

SEC("tracepoint/sched/sched_process_exec")
int sched_process_exec(struct trace_event_raw_sched_process_exec *ctx)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	struct exec_span *span;
	u32 offset = ctx->__data_loc_filename & 0xffff;

	span = bpf_ringbuf_reserve(&exec_spans, sizeof(*span), 0);
	if (!span)
		return 0;
	span->trace_id_hi = BPF_CORE_READ(task, start_time);
	span->trace_id_lo = 7;
	span->span_monotonic_timestamp_ns = bpf_ktime_get_ns();
	span->span_duration_ns = 0;
	span->pid = ctx->pid;
	span->parent_pid = BPF_CORE_READ(task, real_parent, tgid);
	bpf_probe_read_kernel_str(span->filename, sizeof(span->filename), (void *)ctx + offset);
	bpf_get_current_comm(span->comm, sizeof(span->comm));
	bpf_ringbuf_submit(span, 0);
	return 0;
}
