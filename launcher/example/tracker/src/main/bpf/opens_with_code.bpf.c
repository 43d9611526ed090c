// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Every file that one process opens. */
#include "eunomia.bpf.h"

const volatile __u32 target_pid = 0;

struct open_event {
	eu_ktime_ns_t time;
	eu_pid_t pid;
	char comm[16];
	char path[104];
};

EUNOMIA_RING(events, struct open_event, 256 * 1024);

/* include/trace/events/syscalls.h, as tracefs' format file shows it */
struct sys_enter_openat {
	__u64 common;
	__u64 nr;
	__u64 dirfd;
	const char *path;
};

SEC("tracepoint/syscalls/sys_enter_openat")
int on_open(struct sys_enter_openat *ctx)
{
	__u32 pid = bpf_get_current_pid_tgid() >> 32;
	struct open_event *e;

	if (target_pid && pid != target_pid)
		return 0;
	e = eunomia_reserve(events, struct open_event);
	if (!e)
		return 0;
	e->time = bpf_ktime_get_ns();
	e->pid = pid;
	bpf_get_current_comm(e->comm, sizeof(e->comm));
	bpf_probe_read_user_str(e->path, sizeof(e->path), ctx->path);
	eunomia_submit(events, e);
	return 0;
}

EUNOMIA_LICENSE;
