// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Rings that records of two structs go to. */
#include "eunomia.bpf.h"

#define RING(name)                                                                                 \
	struct {                                                                                   \
		__uint(type, BPF_MAP_TYPE_RINGBUF);                                                \
		__uint(max_entries, 4096);                                                         \
	} name SEC(".maps")

RING(mixed);
RING(hidden);
RING(declared);

/* ---- one by statements, the other by an initializer ---- */

struct hello {
	__u32 type, pid;
	__u64 cgroup;
	char comm[16];
};
struct error {
	__u32 type;
	__s32 code;
	__u64 address, low, high;
};

SEC("tracepoint/syscalls/sys_enter_getpgid")
int say_hello(void *ctx)
{
	struct hello *h = bpf_ringbuf_reserve(&mixed, sizeof(*h), 0);

	if (!h)
		return 0;
	h->type = 1;
	h->pid = bpf_get_current_pid_tgid() >> 32;
	h->cgroup = bpf_get_current_cgroup_id();
	bpf_get_current_comm(h->comm, sizeof(h->comm));
	bpf_ringbuf_submit(h, 0);
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_getsid")
int say_error(__u64 *ctx)
{
	struct error e = {.type = 2, .code = -14, .address = ctx[1], .low = ctx[2], .high = 0x4142434445464748ULL};

	bpf_ringbuf_output(&mixed, &e, sizeof(e), 0);
	return 0;
}

/* ---- nothing tells the second's struct, nor its members ---- */

struct shown {
	__u32 pid, tid;
	__u64 when;
};

SEC("tracepoint/syscalls/sys_enter_getuid")
int show(void *ctx)
{
	struct shown *s = bpf_ringbuf_reserve(&hidden, sizeof(*s), 0);

	if (!s)
		return 0;
	s->pid = bpf_get_current_pid_tgid() >> 32;
	s->tid = bpf_get_current_pid_tgid();
	s->when = bpf_ktime_get_ns();
	bpf_ringbuf_submit(s, 0);
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_getgid")
int hide(__u64 *ctx)
{
	void *any = bpf_ringbuf_reserve(&hidden, 16, 0);

	if (!any)
		return 0;
	((__u64 *)any)[0] = ctx[1];
	((__u64 *)any)[1] = ctx[2];
	bpf_ringbuf_submit(any, 0);
	return 0;
}

/* ---- both are in BTF ---- */

struct opened {
	__u32 kind, fd;
	__u64 flags;
};
struct closed {
	__u32 kind, reason;
	__u64 bytes;
};
const struct opened *unused_opened __attribute__((unused));
const struct closed *unused_closed __attribute__((unused));

SEC("tracepoint/syscalls/sys_enter_openat")
int open(__u64 *ctx)
{
	struct opened *o = bpf_ringbuf_reserve(&declared, sizeof(*o), 0);

	if (!o)
		return 0;
	o->kind = 1;
	o->fd = ctx[2];
	o->flags = ctx[3];
	bpf_ringbuf_submit(o, 0);
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_close")
int close(__u64 *ctx)
{
	struct closed *c = bpf_ringbuf_reserve(&declared, sizeof(*c), 0);

	if (!c)
		return 0;
	c->kind = 2;
	c->reason = ctx[2];
	c->bytes = ctx[3];
	bpf_ringbuf_submit(c, 0);
	return 0;
}

EUNOMIA_LICENSE;
