// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* One numbered event for every system call of one process. */
#include "eunomia.bpf.h"
#include "core_types.bpf.h"

/* The process; 0 for every one. */
const volatile __u32 target = 0;

struct call_event {
	__u64 number;
	__u64 time;
	__u32 pid;
	__u32 cpu;
	__u64 call;
};

__u64 calls;

EUNOMIA_RING(events, struct call_event, 64 * 1024);

SEC("raw_tp/sys_enter")
int on_call(__u64 *ctx)
{
	struct call_event *event;
	__u32 pid = bpf_get_current_pid_tgid() >> 32;

	if (target && pid != target)
		return 0;
	eunomia_add(&calls, 1);
	event = eunomia_reserve(events, struct call_event);
	if (!event)
		return 0;
	event->number = calls;
	event->time = bpf_ktime_get_ns();
	event->pid = pid;
	event->cpu = bpf_get_smp_processor_id();
	event->call = ctx[1];
	eunomia_submit(events, event);
	return 0;
}

EUNOMIA_LICENSE;
