// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Programs at static tracepoints, and at a clock. */
#include "corpus.bpf.h"

struct task_struct {
	int tgid;
} __attribute__((preserve_access_index));

SEC("tracepoint/syscalls/sys_enter_openat")
int on_syscall(void *ctx)
{
	return hit(1);
}

SEC("tp/syscalls/sys_exit_openat")
int on_syscall_exit(void *ctx)
{
	return hit(1);
}

SEC("tracepoint/sched/sched_process_exec")
int on_exec(void *ctx)
{
	return hit_any(1);
}

SEC("tracepoint")
int on_given_tracepoint(void *ctx)
{
	return hit(1);
}

SEC("tracepoint/syscalls/sys_enter_no_such_call")
int on_missing_tracepoint(void *ctx)
{
	return hit(1);
}

SEC("raw_tp/sys_enter")
int on_raw_tracepoint(void *ctx)
{
	return hit(1);
}

SEC("raw_tp/sys_enter")
int on_raw_tracepoint_core(void *ctx)
{
	struct task_struct *task = (void *)bpf_get_current_task();

	return hit((__u32)BPF_CORE_READ(task, tgid) == own_tgid);
}

SEC("raw_tp.w/sys_enter")
int on_writable_raw_tracepoint(void *ctx)
{
	return hit(1);
}

SEC("raw_tp/no_such_tracepoint")
int on_missing_raw_tracepoint(void *ctx)
{
	return hit(1);
}

SEC("perf_event")
int on_perf_event(void *ctx)
{
	return hit_any(1);
}
