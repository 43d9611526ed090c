/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/* Two iterators over the tasks: one writes lines, the other records. */
#include "eunomia.bpf.h"
#include "core_types.bpf.h"

struct seq_file;

struct bpf_iter_meta {
	struct seq_file *seq;
	__u64 session_id;
	__u64 seq_num;
} __attribute__((preserve_access_index));

struct bpf_iter__task {
	struct bpf_iter_meta *meta;
	struct task_struct *task;
} __attribute__((preserve_access_index));

struct task_row {
	eu_pid_t pid;
	eu_tid_t tid;
};

const struct task_row *records_event;

SEC("iter/task")
int lines(struct bpf_iter__task *ctx)
{
	static const char format[] = "%d %d\n";
	struct task_struct *task = ctx->task;
	__u64 arguments[2];

	if (!task)
		return 0;
	arguments[0] = task->tgid;
	arguments[1] = task->pid;
	bpf_seq_printf(ctx->meta->seq, format, sizeof(format), arguments, sizeof(arguments));
	return 0;
}

SEC("iter/task")
int records(struct bpf_iter__task *ctx)
{
	struct task_struct *task = ctx->task;
	struct task_row row;

	if (!task)
		return 0;
	row.pid = task->tgid;
	row.tid = task->pid;
	bpf_seq_write(ctx->meta->seq, &row, sizeof(row));
	return 0;
}

EUNOMIA_LICENSE;
