// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Reads a member of a struct of the kernel's: where it lies, the kernel's types tell. */
#include "eunomia.bpf.h"

struct signal_struct {
	int nr_threads;
} __attribute__((preserve_access_index));

struct task_struct {
	struct signal_struct *signal;
} __attribute__((preserve_access_index));

struct opener {
	__u32 threads;
};

EUNOMIA_RING(openers, struct opener, 64 * 1024);

SEC("tracepoint/syscalls/sys_enter_openat")
int handle_openat(void *ctx)
{
	struct task_struct *task = (void *)bpf_get_current_task();
	struct opener opener = { .threads = BPF_CORE_READ(task, signal, nr_threads) };

	bpf_ringbuf_output(&openers, &opener, sizeof(opener), 0);
	return 0;
}

EUNOMIA_LICENSE;
