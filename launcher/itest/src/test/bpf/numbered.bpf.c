// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * Opens of files whose names are numbers, seen by three kinds of programs, each with a ring of its own. The version that
 * saw an open is in the event.
 */
#include "eunomia.bpf.h"
#include "syscalls.bpf.h"

#ifndef VERSION
#define VERSION 1
#define TABLE_ENTRIES 16
#endif

#define PREFIX "/numbered/"
#define PREFIX_LENGTH (sizeof(PREFIX) - 1)
#define MOST_DIGITS 9

struct numbered_open {
	__u32 number;
	__u32 version;
	__u32 pid;
	__u32 cpu;
};

EUNOMIA_RING(by_tracepoint, struct numbered_open, 4096 * 1024);
EUNOMIA_RING(by_btf, struct numbered_open, 4096 * 1024);
EUNOMIA_RING(by_uprobe, struct numbered_open, 4096 * 1024);

/* For versions that want to keep it and cannot. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, TABLE_ENTRIES);
	__type(key, __u32);
	__type(value, __u64);
} seen SEC(".maps");

/* Whether the path is one of ours; then the event's members. */
static __always_inline bool read_open(struct numbered_open *open, const void *path)
{
	char text[PREFIX_LENGTH + MOST_DIGITS + 1] = {};
	__u32 number = 0;

	if (bpf_probe_read_user_str(text, sizeof(text), path) <= (long)PREFIX_LENGTH + 1)
		return false;
	if (__builtin_memcmp(text, PREFIX, PREFIX_LENGTH))
		return false;
	for (int i = 0; i < MOST_DIGITS && text[PREFIX_LENGTH + i]; i++)
		number = number * 10 + text[PREFIX_LENGTH + i] - '0';
	open->number = number;
	open->version = VERSION;
	open->pid = bpf_get_current_pid_tgid() >> 32;
	open->cpu = bpf_get_smp_processor_id();
	return true;
}

#define TELL(ring, path)                                                                           \
	({                                                                                         \
		struct numbered_open open = {};                                                    \
		if (read_open(&open, path))                                                        \
			eunomia_output(ring, &open, sizeof(open));                                 \
		0;                                                                                 \
	})

/* include/trace/events/syscalls.h, as tracefs' format file shows it */
struct sys_enter_openat {
	__u64 common;
	__u64 nr;
	__u64 dirfd;
	const char *path;
};

SEC("tracepoint/syscalls/sys_enter_openat")
int on_tracepoint(struct sys_enter_openat *ctx)
{
	__u32 key = 0;
	__u64 *count = bpf_map_lookup_elem(&seen, &key);

	if (count)
		eunomia_add(count, 1);
	return TELL(by_tracepoint, ctx->path);
}

SEC("tp_btf/sys_enter")
int on_btf(__u64 *ctx)
{
	struct pt_regs *regs = (struct pt_regs *)ctx[0];

	if (ctx[1] != SYS_openat)
		return 0;
	return TELL(by_btf, (const void *)syscall_argument2(regs));
}

/* What Java opens files with. */
SEC("uprobe/libc.so.6:open64")
int on_uprobe(struct pt_regs *ctx)
{
#if defined(__TARGET_ARCH_arm64)
	return TELL(by_uprobe, (const void *)ctx->regs[0]);
#else
	return TELL(by_uprobe, (const void *)syscall_argument1(ctx));
#endif
}

EUNOMIA_LICENSE;
