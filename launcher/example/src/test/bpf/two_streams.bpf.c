// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Two streams with members in common, for opens of one process. */
#include "eunomia.bpf.h"

#ifndef VERSION
#define VERSION 1
#endif

const volatile __u32 target = 0;

struct short_event {
	__u32 pid;
	__u32 version;
};

#if VERSION == 1
struct long_event {
	__u32 pid;
	__u32 version;
	char path[64];
};
#else
/* The same members elsewhere, one more, and one that is gone. */
struct long_event {
	__u64 inode;
	char path[96];
	__u32 version;
	__u32 pid;
};
#endif

EUNOMIA_RING(shorts, struct short_event, 64 * 1024);
EUNOMIA_RING(longs, struct long_event, 256 * 1024);

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
	struct short_event *less;
	struct long_event *more;

	if (pid != target)
		return 0;
	less = eunomia_reserve(shorts, struct short_event);
	if (less) {
		less->pid = pid;
		less->version = VERSION;
		eunomia_submit(shorts, less);
	}
	more = eunomia_reserve(longs, struct long_event);
	if (more) {
		more->pid = pid;
		more->version = VERSION;
		bpf_probe_read_user_str(more->path, sizeof(more->path), ctx->path);
		eunomia_submit(longs, more);
	}
	return 0;
}

EUNOMIA_LICENSE;
