// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A 64-byte event for each getppid(2) of one process, or several of them: the event path under load. */
#include "eunomia.bpf.h"
#include "core_types.bpf.h"

const volatile __u32 target = 0;
/* Events for each call: a system call alone takes longer than half a microsecond under some kernels. */
const volatile __u32 burst = 1;

struct flood_event {
	__u64 number;
	eu_ktime_ns_t time;
	eu_pid_t pid;
	__u32 cpu;
	char comm[16];
	__u64 rest[3];
};

__u64 calls;

EUNOMIA_RING(events, struct flood_event, 8 * 1024 * 1024);

static __always_inline void emit(__u32 pid)
{
	struct flood_event *event = eunomia_reserve(events, struct flood_event);

	calls++;
	if (!event)
		return;
	event->number = calls;
	event->time = bpf_ktime_get_ns();
	event->pid = pid;
	event->cpu = bpf_get_smp_processor_id();
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	eunomia_submit(events, event);
}

SEC("tracepoint/syscalls/sys_enter_getppid")
int on_getppid(void *ctx)
{
	__u32 pid = bpf_get_current_pid_tgid() >> 32;

	if (pid != target)
		return 0;
	for (__u32 i = 0; i < 64 && i < burst; i++)
		emit(pid);
	return 0;
}

EUNOMIA_LICENSE;
