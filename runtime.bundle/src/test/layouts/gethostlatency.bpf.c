// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After bcc's gethostlatency: the record itself waits in a hash, whose value is only a size. */
#include "layouts.bpf.h"

struct event {
	u64 time;
	u32 pid;
	char comm[TASK_COMM_LEN];
	char host[80];
};
RECORD(event);

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__uint(key_size, sizeof(u32));
	__uint(value_size, sizeof(struct event));
} starts SEC(".maps");
PERF_BUFFER(events);

SEC("uprobe")
int handle_entry(struct pt_regs *ctx)
{
	struct event event = {};
	u32 tid = (u32)bpf_get_current_pid_tgid();

	event.time = bpf_ktime_get_ns();
	event.pid = bpf_get_current_pid_tgid() >> 32;
	bpf_get_current_comm(&event.comm, sizeof(event.comm));
	bpf_probe_read_user(&event.host, sizeof(event.host), (void *)ARGUMENT_1(ctx));
	bpf_map_update_elem(&starts, &tid, &event, BPF_ANY);
	return 0;
}

SEC("uretprobe")
int handle_return(struct pt_regs *ctx)
{
	u32 tid = (u32)bpf_get_current_pid_tgid();
	struct event *eventp = bpf_map_lookup_elem(&starts, &tid);

	if (!eventp)
		return 0;
	eventp->time = bpf_ktime_get_ns() - eventp->time;
	bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, eventp, sizeof(*eventp));
	bpf_map_delete_elem(&starts, &tid);
	return 0;
}
