// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Who opens which file: the program of the 2022 transcript, in today's form. */
#include "eunomia.bpf.h"
#include "core_types.bpf.h"
#include "syscalls.bpf.h"

struct event {
	__u32 pid;
	char comm[16];
	char filename[128];
};

EUNOMIA_RING(rb, struct event, 256 * 1024);

SEC("tracepoint/syscalls/sys_enter_openat")
int handle_openat(struct trace_event_raw_sys_enter *ctx)
{
	struct event *event = eunomia_reserve(rb, struct event);

	if (!event)
		return 0;
	event->pid = bpf_get_current_pid_tgid() >> 32;
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	bpf_probe_read_user_str(event->filename, sizeof(event->filename), (void *)ctx->args[1]);
	eunomia_submit(rb, event);
	return 0;
}

EUNOMIA_LICENSE;
