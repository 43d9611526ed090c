// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A function of the kernel declared with other parameters. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

extern int bpf_task_acquire(int task) __ksym;

SEC("tp_btf/sched_process_exit")
int acquires(void *context)
{
	return bpf_task_acquire(3);
}

char LICENSE[] SEC("license") = "GPL";
