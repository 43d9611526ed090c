// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Counts the getppid calls of one process at hooks that see every system call. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

const volatile int only_tgid = 0;
const volatile long getppid_number = 0;
__u64 hits = 0;

static int count(long number)
{
	if (number == getppid_number && (bpf_get_current_pid_tgid() >> 32) == (__u32)only_tgid)
		__sync_fetch_and_add(&hits, 1);
	return 0;
}

/* TRACE_EVENT_FN(sys_enter, TP_PROTO(struct pt_regs *regs, long id)) in include/trace/events/syscalls.h */
SEC("raw_tp/sys_enter")
int by_raw_tracepoint(__u64 *ctx)
{
	return count(ctx[1]);
}

SEC("tp_btf/sys_enter")
int by_btf_tracepoint(__u64 *ctx)
{
	return count(ctx[1]);
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
