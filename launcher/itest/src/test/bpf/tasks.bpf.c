/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/* Writes a line for each task, when it is read. */
#include "eunomia.bpf.h"
#include "core_types.bpf.h"

struct seq_file;

struct bpf_iter_meta {
	struct seq_file *seq;
} __attribute__((preserve_access_index));

struct bpf_iter__task {
	struct bpf_iter_meta *meta;
	struct task_struct *task;
} __attribute__((preserve_access_index));

SEC("iter/task")
int tasks(struct bpf_iter__task *ctx)
{
	struct task_struct *task = ctx->task;
	static const char format[] = "task %d\n";
	__u64 arguments[1];

	if (!task)
		return 0;
	arguments[0] = task->tgid;
	bpf_seq_printf(ctx->meta->seq, format, sizeof(format), arguments, sizeof(arguments));
	return 0;
}

EUNOMIA_LICENSE;
