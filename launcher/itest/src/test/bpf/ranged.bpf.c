// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Globals of every width, for arguments within and beyond their ranges. */
#include "eunomia.bpf.h"

const volatile __u8 small = 1;
const volatile __s16 signed_number = -1;
const volatile bool truth = true;

struct event {
	__u32 pid;
	__u8 small;
	__s16 signed_number;
	bool truth;
};

EUNOMIA_RING(events, struct event, 64 * 1024);

SEC("tracepoint/syscalls/sys_enter_getpgid")
int on_getpgid(void *ctx)
{
	struct event *event = eunomia_reserve(events, struct event);

	if (!event)
		return 0;
	event->pid = bpf_get_current_pid_tgid() >> 32;
	event->small = small;
	event->signed_number = signed_number;
	event->truth = truth;
	eunomia_submit(events, event);
	return 0;
}

EUNOMIA_LICENSE;
