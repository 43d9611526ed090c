// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Both of the kernel's clocks that programs can read, at each openat. */
#include "eunomia.bpf.h"

struct event {
	eu_ktime_ns_t made;
	eu_boottime_ns_t booted;
	eu_pid_t pid;
};

EUNOMIA_RING(events, struct event, 256 * 1024);

SEC("tracepoint/syscalls/sys_enter_openat")
int on_openat(void *ctx)
{
	struct event *event = eunomia_reserve(events, struct event);

	if (!event)
		return 0;
	event->made = bpf_ktime_get_ns();
	event->booted = bpf_ktime_get_boot_ns();
	event->pid = bpf_get_current_pid_tgid() >> 32;
	eunomia_submit(events, event);
	return 0;
}

EUNOMIA_LICENSE;
