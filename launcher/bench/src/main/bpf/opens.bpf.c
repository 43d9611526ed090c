// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Who opens which file: what is loaded, attached, replaced and detached by the measurements of latency. */
#include "eunomia.bpf.h"
#include "core_types.bpf.h"
#include "syscalls.bpf.h"

/* The process; 0 for every one. */
const volatile __u32 target = 0;

struct open_event {
	__u32 pid;
	char comm[16];
	char filename[64];
};

EUNOMIA_RING(events, struct open_event, 64 * 1024);

SEC("tracepoint/syscalls/sys_enter_openat")
int on_open(struct trace_event_raw_sys_enter *ctx)
{
	struct open_event *event;
	__u32 pid = bpf_get_current_pid_tgid() >> 32;

	if (target && pid != target)
		return 0;
	event = eunomia_reserve(events, struct open_event);
	if (!event)
		return 0;
	event->pid = pid;
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	bpf_probe_read_user_str(event->filename, sizeof(event->filename), (void *)ctx->args[1]);
	eunomia_submit(events, event);
	return 0;
}

EUNOMIA_LICENSE;
