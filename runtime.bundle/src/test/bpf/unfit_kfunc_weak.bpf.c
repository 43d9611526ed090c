// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* The same function, which the program can do without: libbpf takes it for absent. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

extern int bpf_task_acquire(int task) __ksym __weak;

SEC("tp_btf/sched_process_exit")
int acquires(void *context)
{
	return bpf_task_acquire ? bpf_task_acquire(3) : 0;
}

char LICENSE[] SEC("license") = "GPL";
