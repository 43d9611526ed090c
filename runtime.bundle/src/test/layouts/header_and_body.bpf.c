// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After agents that put one head before each record: a struct assigned whole, another copied from a map. */
#include "layouts.bpf.h"

struct head {
	u64 at;
	u32 pid;
	u32 cpu;
};

struct settings {
	u32 tag;
	u32 level;
	u64 cookie;
};

struct message {
	struct head head;
	struct settings settings;
	u32 argument;
	s32 result;
};
RECORD(message);

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, u32);
	__type(value, struct settings);
} config SEC(".maps");
RING(messages);

static __always_inline struct head head_of(void)
{
	struct head head = {
		.at = bpf_ktime_get_ns(),
		.pid = bpf_get_current_pid_tgid() >> 32,
		.cpu = bpf_get_smp_processor_id(),
	};

	return head;
}

SEC("tp/syscalls/sys_exit_getpgid")
int on_getpgid(struct trace_event_raw_sys_exit *ctx)
{
	struct settings *settings;
	struct message *m;
	u32 zero = 0;

	if (other_process())
		return 0;
	settings = bpf_map_lookup_elem(&config, &zero);
	if (!settings)
		return 0;
	m = bpf_ringbuf_reserve(&messages, sizeof(*m), 0);
	if (!m)
		return 0;
	m->head = head_of();
	m->settings = *settings;
	m->argument = 5;
	m->result = (s32)ctx->ret;
	bpf_ringbuf_submit(m, 0);
	return 0;
}
