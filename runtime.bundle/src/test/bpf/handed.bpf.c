// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Records that functions of their own fill and hand over, as void *: what they are, only others know. Never loaded. */
#include "eunomia.bpf.h"

#define NOINLINE static __attribute__((noinline))

struct opened {
	__u32 pid;
	__u32 flags;
	__u64 when;
	char comm[16];
	__s64 ret;
};

struct counted {
	__u64 first;
	__u64 last;
	__u64 count;
	__u64 sum;
};

#define RING(name)                                                                                 \
	struct {                                                                                   \
		__uint(type, BPF_MAP_TYPE_RINGBUF);                                                \
		__uint(max_entries, 4096);                                                         \
	} name SEC(".maps")

RING(frames);
RING(reserved);
RING(sized);
RING(shared);

NOINLINE int send(void *data)
{
	if (!data)
		return 0;
	return bpf_ringbuf_output(&frames, data, sizeof(struct opened), 0);
}

NOINLINE int send_sized(void *data, __u64 size)
{
	if (!data || size > 64)
		return 0;
	return bpf_ringbuf_output(&sized, data, size, 0);
}

/* Two structs of one size. */
NOINLINE int send_shared(void *data)
{
	if (!data)
		return 0;
	return bpf_ringbuf_output(&shared, data, 32, 0);
}

NOINLINE int finish(void *data)
{
	struct opened *made = data;

	if (!made)
		return 0;
	made->pid = bpf_get_current_pid_tgid() >> 32;
	made->when = bpf_ktime_get_ns();
	bpf_get_current_comm(made->comm, sizeof(made->comm));
	made->ret = -2;
	bpf_ringbuf_submit(made, 0);
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_openat")
int from_a_frame(void *ctx)
{
	struct opened made = {};

	made.pid = bpf_get_current_pid_tgid() >> 32;
	made.when = bpf_ktime_get_ns();
	made.ret = 5;
	return send(&made);
}

SEC("tracepoint/syscalls/sys_enter_close")
int reserved_here(void *ctx)
{
	return finish(bpf_ringbuf_reserve(&reserved, sizeof(struct opened), 0));
}

SEC("tracepoint/syscalls/sys_enter_read")
int with_its_size(void *ctx)
{
	struct counted counts = {};

	counts.first = bpf_ktime_get_ns();
	counts.sum = 3;
	return send_sized(&counts, sizeof(counts));
}

struct other_32 {
	__u8 bytes[24];
	__u64 end;
};

SEC("tracepoint/syscalls/sys_enter_write")
int one_of_two(void *ctx)
{
	struct counted counts = {};

	counts.last = bpf_ktime_get_ns();
	return send_shared(&counts);
}

SEC("tracepoint/syscalls/sys_enter_lseek")
int other_of_two(void *ctx)
{
	struct other_32 other = {};

	other.end = bpf_ktime_get_ns();
	return send_shared(&other);
}

EUNOMIA_LICENSE;
