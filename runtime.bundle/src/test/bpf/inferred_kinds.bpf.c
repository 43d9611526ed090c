// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Records whose structs are not in BTF, one ring for each way in which code tells, or does not tell, their members. */
#include <linux/bpf.h>
#include "eunomia.bpf.h"

#define RING(name)                                                                                 \
	struct {                                                                                   \
		__uint(type, BPF_MAP_TYPE_RINGBUF);                                                \
		__uint(max_entries, 4096);                                                         \
	} name SEC(".maps")

RING(members);
RING(packets);
RING(results);
RING(lines);
RING(addresses);
RING(squeezed);
RING(copies);
RING(initials);
RING(constants);
RING(macros);
RING(texts);
RING(helpers);
RING(ways);

/* ---- several programs write different members of a union ---- */

struct member {
	__u32 kind;
	union {
		struct {
			__u64 address;
			__u16 port;
		} peer;
		struct {
			__u32 major, minor;
			char name[24];
		} device;
	};
};

SEC("tracepoint/syscalls/sys_enter_mkdir")
int peer(void *ctx)
{
	struct member *m = bpf_ringbuf_reserve(&members, sizeof(*m), 0);

	if (!m)
		return 0;
	m->kind = 1;
	m->peer.address = bpf_ktime_get_ns();
	m->peer.port = 18655;
	bpf_ringbuf_submit(m, 0);
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_rmdir")
int device(void *ctx)
{
	struct member *m = bpf_ringbuf_reserve(&members, sizeof(*m), 0);

	if (!m)
		return 0;
	m->kind = 2;
	m->device.major = bpf_get_prandom_u32();
	m->device.minor = bpf_get_smp_processor_id();
	bpf_get_current_comm(m->device.name, sizeof(m->device.name));
	bpf_ringbuf_submit(m, 0);
	return 0;
}

/* ---- helpers that write memory ---- */

struct packet {
	__u8 hardware[6];
	__u16 protocol;
	__u32 length;
	__be32 source;
	__u8 ttl;
};

SEC("tc")
int packet(struct __sk_buff *skb)
{
	struct packet *p = bpf_ringbuf_reserve(&packets, sizeof(*p), 0);

	if (!p)
		return 0;
	bpf_skb_load_bytes(skb, 6, p->hardware, sizeof(p->hardware));
	bpf_skb_load_bytes_relative(skb, 12, &p->source, sizeof(p->source), BPF_HDR_START_NET);
	p->protocol = skb->protocol;
	p->length = skb->len;
	bpf_skb_load_bytes(skb, 22, &p->ttl, 1);
	bpf_ringbuf_submit(p, 0);
	return 0;
}

struct helped {
	struct bpf_pidns_info ns;
	__s64 number;
	__u64 counter;
	char name[32];
	char printed[32];
};

SEC("cgroup/sysctl")
int sysctl(struct bpf_sysctl *ctx)
{
	struct helped *h = bpf_ringbuf_reserve(&helpers, sizeof(*h), 0);

	if (!h)
		return 1;
	bpf_get_ns_current_pid_tgid(1, 2, &h->ns, sizeof(h->ns));
	bpf_sysctl_get_name(ctx, h->name, sizeof(h->name), 0);
	bpf_sysctl_get_current_value(ctx, h->printed, sizeof(h->printed));
	bpf_strtol(h->printed, sizeof(h->printed), 0, (long *)&h->number);
	h->counter = bpf_get_current_cgroup_id();
	bpf_ringbuf_submit(h, 0);
	return 1;
}

/* ---- a line with two names: what the helper writes, and its result ---- */

struct result {
	__u32 pid;
	int kernel_sz;
	int user_sz;
	__u64 kernel[8];
	__u64 user[8];
	long last;
};

SEC("perf_event")
int result(void *ctx)
{
	struct result *r = bpf_ringbuf_reserve(&results, sizeof(*r), 0);

	if (!r)
		return 0;
	r->pid = bpf_get_current_pid_tgid() >> 32;
	r->kernel_sz = bpf_get_stack(ctx, r->kernel, sizeof(r->kernel), 0);
	r->user_sz = bpf_get_stack(ctx, r->user, sizeof(r->user), BPF_F_USER_STACK); r->last = -61;
	bpf_ringbuf_submit(r, 0);
	return 0;
}

/* ---- several statements on one line ---- */

struct line {
	__u64 first;
	__u32 second, third;
	__u16 fourth;
	char comm[16];
};

SEC("tracepoint/syscalls/sys_enter_getpid")
int line(void *ctx)
{
	struct line *l = bpf_ringbuf_reserve(&lines, sizeof(*l), 0); if (!l) return 0;
	l->first = bpf_ktime_get_ns(); l->third = bpf_get_current_pid_tgid(); l->second = bpf_get_prandom_u32(); l->fourth = bpf_get_smp_processor_id(); bpf_get_current_comm(l->comm, 16);
	bpf_ringbuf_submit(l, 0);
	return 0;
}

/* ---- addresses of two families ---- */

struct address {
	union {
		__be32 saddr_v4;
		__u8 saddr_v6[16];
	};
	__u32 daddr[4];
	__u16 af;
};

SEC("sockops")
int address(struct bpf_sock_ops *ops)
{
	struct address *a = bpf_ringbuf_reserve(&addresses, sizeof(*a), 0);

	if (!a)
		return 0;
	a->af = ops->family;
	if (ops->family == 2) {
		a->saddr_v4 = ops->local_ip4;
		a->daddr[0] = ops->remote_ip4;
	} else {
		bpf_probe_read_kernel(&a->saddr_v6, sizeof(a->saddr_v6), (void *)ops->local_ip6);
		a->daddr[0] = ops->remote_ip6[0];
		a->daddr[1] = ops->remote_ip6[1];
		a->daddr[2] = ops->remote_ip6[2];
		a->daddr[3] = ops->remote_ip6[3];
	}
	bpf_ringbuf_submit(a, 0);
	return 0;
}

/* ---- members that the compiler writes byte by byte, and bits ---- */

struct squeezed {
	__u8 kind;
	__u64 when;
	__u16 size;
	__u32 pid;
	__u8 low : 3, high : 5;
	__u8 last;
} __attribute__((packed));

SEC("tracepoint/syscalls/sys_enter_close")
int squeeze(void *ctx)
{
	struct squeezed *s = bpf_ringbuf_reserve(&squeezed, sizeof(*s), 0);

	if (!s)
		return 0;
	s->kind = 3;
	s->when = bpf_ktime_get_ns();
	s->size = 18;
	s->pid = bpf_get_current_pid_tgid() >> 32;
	s->low = bpf_get_smp_processor_id() & 7;
	s->high = 9;
	s->last = bpf_get_smp_processor_id();
	bpf_ringbuf_submit(s, 0);
	return 0;
}

/* ---- structs and arrays that are copied ---- */

struct inner {
	__u32 level;
	__s32 change;
	char task[16];
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct inner);
} inners SEC(".maps");

struct copy {
	struct inner inner;
	char task[16];
	__u64 arguments[3];
	__u32 after;
};

SEC("tracepoint/syscalls/sys_enter_write")
int copy(__u64 *ctx)
{
	__u32 zero = 0;
	struct inner *inner = bpf_map_lookup_elem(&inners, &zero);
	struct copy *c;

	if (!inner)
		return 0;
	c = bpf_ringbuf_reserve(&copies, sizeof(*c), 0);
	if (!c)
		return 0;
	c->inner = *inner;
	__builtin_memcpy(c->task, inner->task, sizeof(c->task));
	for (int i = 0; i < 3; i++)
		c->arguments[i] = ctx[2 + i];
	c->after = bpf_get_prandom_u32();
	bpf_ringbuf_submit(c, 0);
	return 0;
}

/* ---- initializers ---- */

struct initial {
	__u64 when;
	__u32 pid;
	__u32 random;
	char comm[16];
};

SEC("tracepoint/syscalls/sys_enter_openat")
int initial(void *ctx)
{
	struct initial i = {
		.when = bpf_ktime_get_ns(),
		.pid = bpf_get_current_pid_tgid() >> 32,
		.random = bpf_get_prandom_u32(),
	};

	bpf_get_current_comm(&i.comm, sizeof(i.comm));
	bpf_ringbuf_output(&initials, &i, sizeof(i), 0);
	return 0;
}

/* ---- constants that are stored at once ---- */

struct constant {
	__u32 pid;
	__u16 large, larger;
	__u8 small, smaller;
	__u16 both;
	__u64 whole;
};

SEC("tracepoint/syscalls/sys_enter_dup")
int constant(void *ctx)
{
	struct constant *c = bpf_ringbuf_reserve(&constants, sizeof(*c), 0);

	if (!c)
		return 0;
	c->pid = bpf_get_current_pid_tgid() >> 32;
	c->large = 40000;
	c->larger = 50000;
	c->small = 1;
	c->smaller = 2;
	c->both = 3;
	c->whole = 0x1234567890ULL;
	bpf_ringbuf_submit(c, 0);
	return 0;
}

/* ---- what no statement names ---- */

struct macro {
	__u32 one, two;
	__u32 pid;
	__u64 unused;
};

#define BOTH(m, value)                                                                             \
	do {                                                                                       \
		(m)->one = (value);                                                                \
		(m)->two = (value) >> 3;                                                           \
	} while (0)

SEC("tracepoint/syscalls/sys_enter_dup2")
int macro(void *ctx)
{
	struct macro *m = bpf_ringbuf_reserve(&macros, sizeof(*m), 0);
	__u32 random = bpf_get_prandom_u32();

	if (!m)
		return 0;
	BOTH(m, random);
	m->pid = bpf_get_current_pid_tgid() >> 32;
	__builtin_memset(&m->unused, 0, sizeof(m->unused));
	bpf_ringbuf_submit(m, 0);
	return 0;
}

/* ---- strings, and functions of the program's own ---- */

struct text {
	__u32 pid;
	__u32 tid;
	char path[64];
	char link[60];
};

static __noinline int fill(struct bpf_sysctl *ctx, void *record)
{
	struct text *t = record;

	if (!t)
		return 0;
	t->pid = bpf_get_current_pid_tgid() >> 32;
	t->tid = bpf_get_current_pid_tgid();
	return bpf_get_current_comm(t->link, sizeof(t->link));
}

SEC("cgroup/sysctl")
int text(struct bpf_sysctl *ctx)
{
	struct text *t = bpf_ringbuf_reserve(&texts, sizeof(*t), 0);

	if (!t)
		return 1;
	fill(ctx, t);
	bpf_sysctl_get_new_value(ctx, t->path, sizeof(t->path));
	bpf_ringbuf_submit(t, 0);
	return 1;
}

/* ---- a record that lies in one of two places ---- */

struct way {
	__u64 delta;
	__u32 count;
	int ret;
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__uint(key_size, 4);
	__uint(value_size, sizeof(struct way));
} heap SEC(".maps");

const volatile _Bool old;

SEC("tracepoint/syscalls/sys_exit_read")
int way(__u64 *ctx)
{
	__u32 zero = 0;
	struct way *w;

	if (old)
		w = bpf_map_lookup_elem(&heap, &zero);
	else
		w = bpf_ringbuf_reserve(&ways, sizeof(*w), 0);
	if (!w)
		return 0;
	w->delta = bpf_ktime_get_ns();
	w->count = ctx[1];
	w->ret = ctx[2];
	if (old)
		bpf_ringbuf_output(&ways, w, sizeof(*w), 0);
	else
		bpf_ringbuf_submit(w, 0);
	return 0;
}

EUNOMIA_LICENSE;
