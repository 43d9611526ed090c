// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After continuous profilers: ids of stacks, which may be negative, and a key of a table. */
#include "layouts.bpf.h"

struct sample {
	u32 tgid;
	u32 cpu;
	s32 user_stack_id;
	s32 kernel_stack_id;
	u64 time;
	char comm[TASK_COMM_LEN];
};
RECORD(sample);

struct {
	__uint(type, BPF_MAP_TYPE_STACK_TRACE);
	__uint(max_entries, 1024);
	__uint(key_size, sizeof(u32));
	__uint(value_size, 127 * sizeof(u64));
} stacks SEC(".maps");
RING(samples);

SEC("perf_event")
int on_sample(void *ctx)
{
	struct sample *s = bpf_ringbuf_reserve(&samples, sizeof(*s), 0);

	if (!s)
		return 0;
	s->tgid = bpf_get_current_pid_tgid() >> 32;
	s->cpu = bpf_get_smp_processor_id();
	s->user_stack_id = bpf_get_stackid(ctx, &stacks, BPF_F_USER_STACK);
	s->kernel_stack_id = bpf_get_stackid(ctx, &stacks, 0);
	s->time = bpf_ktime_get_ns();
	bpf_get_current_comm(s->comm, sizeof(s->comm));
	bpf_ringbuf_submit(s, 0);
	return 0;
}
