// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After bcc's javagc: a field called ts that is a duration. */
#include "layouts.bpf.h"

struct data_t {
	u32 cpu;
	u32 pid;
	u64 ts;
};
RECORD(data_t);

HASH(starts, u32, u64);
PERF_BUFFER(perf_map);

SEC("uprobe")
int handle_gc_start(struct pt_regs *ctx)
{
	u32 tid = bpf_get_current_pid_tgid();
	u64 now = bpf_ktime_get_ns();

	bpf_map_update_elem(&starts, &tid, &now, BPF_ANY);
	return 0;
}

SEC("uretprobe")
int handle_gc_end(struct pt_regs *ctx)
{
	struct data_t data = {};
	u32 tid = bpf_get_current_pid_tgid();
	u64 *started = bpf_map_lookup_elem(&starts, &tid);

	if (!started)
		return 0;
	data.ts = bpf_ktime_get_ns() - *started;
	data.cpu = bpf_get_smp_processor_id();
	data.pid = bpf_get_current_pid_tgid() >> 32;
	bpf_perf_event_output(ctx, &perf_map, BPF_F_CURRENT_CPU, &data, sizeof(data));
	return 0;
}
