// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After bcc's fsslower: an enum, signed and unsigned sizes. */
#include "layouts.bpf.h"

enum fs_file_op {
	F_READ,
	F_WRITE,
	F_OPEN,
	F_FSYNC,
};

struct event {
	u64 delta_us;
	u64 end_ns;
	s64 offset;
	s64 size;
	pid_t pid;
	enum fs_file_op op;
	char file[32];
	char task[TASK_COMM_LEN];
};
RECORD(event);

struct data {
	u64 ts;
	s64 start;
	s64 end;
	struct file *fp;
};
HASH(starts, u32, struct data);
PERF_BUFFER(events);

SEC("kprobe/dummy_file_read")
int file_read_entry(struct pt_regs *ctx)
{
	struct kiocb *iocb = (struct kiocb *)ARGUMENT_1(ctx);
	u32 tid = (u32)bpf_get_current_pid_tgid();
	struct data data = {};

	data.ts = bpf_ktime_get_ns();
	data.start = BPF_CORE_READ(iocb, ki_pos);
	data.fp = BPF_CORE_READ(iocb, ki_filp);
	bpf_map_update_elem(&starts, &tid, &data, BPF_ANY);
	return 0;
}

static __always_inline int probe_exit(void *ctx, enum fs_file_op op, s64 size)
{
	u64 pid_tgid = bpf_get_current_pid_tgid();
	u32 pid = pid_tgid >> 32, tid = (u32)pid_tgid;
	struct data *datap = bpf_map_lookup_elem(&starts, &tid);
	struct event event = {};
	struct dentry *dentry;
	u64 end_ns = bpf_ktime_get_ns();

	if (!datap)
		return 0;
	event.delta_us = (end_ns - datap->ts) / 1000;
	event.end_ns = end_ns;
	event.offset = datap->start;
	if (op != F_FSYNC)
		event.size = size;
	else
		event.size = datap->end - datap->start;
	event.pid = pid;
	event.op = op;
	dentry = BPF_CORE_READ(datap->fp, f_path.dentry);
	bpf_probe_read_kernel_str(&event.file, sizeof(event.file), BPF_CORE_READ(dentry, d_name.name));
	bpf_get_current_comm(&event.task, sizeof(event.task));
	bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, &event, sizeof(event));
	return 0;
}

SEC("kretprobe/dummy_file_read")
int file_read_exit(struct pt_regs *ctx)
{
	return probe_exit(ctx, F_READ, RESULT(ctx));
}

SEC("kretprobe/dummy_file_sync")
int file_sync_exit(struct pt_regs *ctx)
{
	return probe_exit(ctx, F_FSYNC, RESULT(ctx));
}
