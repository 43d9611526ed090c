// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* What the engine's tests run: one event for each openat of one process, and a table of them. */
#include "eunomia.bpf.h"

#ifndef VERSION
#define VERSION 1
#define TABLE_ENTRIES 128
#endif

struct open_event {
	eu_ktime_ns_t time;
	__u32 pid;
	__u32 tid;
	__u32 version;
	__u32 reserved;
	char path[64];
};

struct count_key {
	__u32 pid;
};

struct count_value {
	__u64 opens;
};

const volatile __u32 target_pid = 0;
const volatile __u8 level = 3;
const volatile bool quiet = false;

EUNOMIA_RING(opens, struct open_event, 4096 * 1024);

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, TABLE_ENTRIES);
	__type(key, struct count_key);
	__type(value, struct count_value);
} counts SEC(".maps");
EUNOMIA_LOST(counts);

__u64 made = 0;

/* include/trace/events/syscalls.h, as tracefs' format file shows it */
struct sys_enter_openat {
	__u64 common;
	__u64 nr;
	__u64 dirfd;
	const char *path;
};

static __always_inline int on_open(const char *path)
{
	__u64 id = bpf_get_current_pid_tgid();
	struct count_key key = { .pid = id >> 32 };
	struct count_value one = { .opens = 1 }, *count;
	struct open_event *event;

	if (key.pid != target_pid)
		return 0;
	eunomia_add(&made, 1);
	count = bpf_map_lookup_elem(&counts, &key);
	if (count)
		eunomia_add(&count->opens, 1);
	else if (bpf_map_update_elem(&counts, &key, &one, BPF_ANY))
		eunomia_count_lost(counts);
	if (quiet)
		return 0;
	event = eunomia_reserve(opens, struct open_event);
	if (!event)
		return 0;
	event->time = bpf_ktime_get_ns();
	event->pid = key.pid;
	event->tid = id;
	event->version = VERSION;
	bpf_probe_read_user_str(event->path, sizeof(event->path), path);
	eunomia_submit(opens, event);
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_openat")
int open_enter(struct sys_enter_openat *ctx)
{
	return on_open(ctx->path);
}

/* Two variants of one hook, of which this kernel may not have the first. */
SEC("?kprobe/do_sys_openat2_that_is_not_there")
int open_probe(void *ctx)
{
	return 0;
}

SEC("?tracepoint/syscalls/sys_enter_that_is_not_there")
int no_such_tracepoint(void *ctx)
{
	return 0;
}

EUNOMIA_LICENSE;
