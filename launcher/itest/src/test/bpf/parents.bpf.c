// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Reads the kernel's own structs, at a tracepoint: where those lie, the kernel's types tell. */
#include <linux/bpf.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

struct task_struct {
	int tgid;
	struct task_struct *real_parent;
} __attribute__((preserve_access_index));

struct opener {
	__u32 pid;
	__u32 ppid;
};

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 64 * 1024);
	__type(value, struct opener);
} openers SEC(".maps");

SEC("tracepoint/syscalls/sys_enter_openat")
int handle_openat(void *ctx)
{
	struct task_struct *task = (void *)bpf_get_current_task();
	struct opener *opener = bpf_ringbuf_reserve(&openers, sizeof(*opener), 0);

	if (!opener)
		return 0;
	opener->pid = BPF_CORE_READ(task, tgid);
	opener->ppid = BPF_CORE_READ(task, real_parent, tgid);
	bpf_ringbuf_submit(opener, 0);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
