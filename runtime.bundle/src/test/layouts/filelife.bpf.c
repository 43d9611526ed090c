// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After bcc's filelife: a name that is reached through pointers. */
#include "layouts.bpf.h"

struct event {
	char file[32];
	char task[TASK_COMM_LEN];
	u64 delta_ns;
	pid_t tgid;
};
RECORD(event);

HASH(start, struct dentry *, u64);
PERF_BUFFER(events);

SEC("kprobe/vfs_create")
int vfs_create(struct pt_regs *ctx)
{
	struct dentry *dentry = (struct dentry *)ARGUMENT_2(ctx);
	u64 ts = bpf_ktime_get_ns();

	bpf_map_update_elem(&start, &dentry, &ts, 0);
	return 0;
}

SEC("kprobe/vfs_unlink")
int vfs_unlink(struct pt_regs *ctx)
{
	struct dentry *dentry = (struct dentry *)ARGUMENT_2(ctx);
	struct event event = {};
	const u8 *qs_name_ptr;
	u64 *tsp, delta_ns;

	tsp = bpf_map_lookup_elem(&start, &dentry);
	if (!tsp)
		return 0;
	delta_ns = bpf_ktime_get_ns() - *tsp;
	bpf_map_delete_elem(&start, &dentry);
	qs_name_ptr = BPF_CORE_READ(dentry, d_name.name);
	bpf_probe_read_kernel_str(&event.file, sizeof(event.file), qs_name_ptr);
	bpf_get_current_comm(&event.task, sizeof(event.task));
	event.delta_ns = delta_ns;
	event.tgid = bpf_get_current_pid_tgid() >> 32;
	bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, &event, sizeof(event));
	return 0;
}
