// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Records whose structs are not in BTF, and whose code says less of them than it seems to: one ring for each way. */
#include <linux/bpf.h>
#include "eunomia.bpf.h"

#define RING(name)                                                                                 \
	struct {                                                                                   \
		__uint(type, BPF_MAP_TYPE_RINGBUF);                                                \
		__uint(max_entries, 4096);                                                         \
	} name SEC(".maps")

RING(spans);
RING(rows);
RING(mounts);
RING(sounds);
RING(signs);
RING(merged);
RING(parts);
RING(negatives);
RING(overruns);

/* ---- more is copied to a member's address than the member has room for ---- */

struct span {
	__u32 pid, tid;
	__u32 first, second;
	__u16 source, target;
	__u8 bytes[16];
	__u64 pair[2];
	__u32 whole, last;
};

SEC("tc")
int span(struct __sk_buff *skb)
{
	struct span *s = bpf_ringbuf_reserve(&spans, sizeof(*s), 0);
	__u64 id = skb->tstamp;

	if (!s)
		return 0;
	__builtin_memcpy(&s->pid, &id, 8);
	bpf_probe_read_kernel(&s->first, 8, (void *)id);
	bpf_skb_load_bytes(skb, 34, &s->source, 4);
	*(__u64 *)s->bytes = id;
	*(__u64 *)(s->bytes + 8) = id >> 3;
	bpf_get_ns_current_pid_tgid(1, 2, (void *)s->pair, 8);
	bpf_probe_read_kernel(&s->whole, sizeof(s->whole), (void *)id);
	s->last = skb->len;
	bpf_ringbuf_submit(s, 0);
	return 0;
}

/* ---- arrays of strings, and one string that is written in pieces ---- */

struct row {
	char argv[4][16];
	char names[3][8];
	char line[32];
	__u32 count;
};

SEC("tracepoint/syscalls/sys_enter_execve")
int row(__u64 *ctx)
{
	struct row *r = bpf_ringbuf_reserve(&rows, sizeof(*r), 0);

	if (!r)
		return 0;
	for (int i = 0; i < 4; i++)
		bpf_probe_read_user_str(&r->argv[i], sizeof(r->argv[i]), (void *)ctx[i]);
	bpf_probe_read_user_str(r->names[0], 8, (void *)ctx[5]);
	bpf_probe_read_user_str(r->names[1], 8, (void *)ctx[6]);
	bpf_probe_read_user_str(r->names[2], 8, (void *)ctx[7]);
	bpf_probe_read_user_str(&r->line[0], 16, (void *)ctx[8]);
	bpf_probe_read_user_str(&r->line[16], 16, (void *)ctx[9]);
	r->count = bpf_get_smp_processor_id();
	bpf_ringbuf_submit(r, 0);
	return 0;
}

/* ---- numbers and bytes that are called as texts often are ---- */

struct sound {
	__u64 path[4];
	__u32 task[4];
	__u8 comm[16];
	__u8 filename[16];
	__u32 last;
};

SEC("tracepoint/syscalls/sys_enter_getpid")
int sound(__u64 *ctx)
{
	struct sound *s = bpf_ringbuf_reserve(&sounds, sizeof(*s), 0);

	if (!s)
		return 0;
	bpf_probe_read_kernel(s->path, sizeof(s->path), (void *)ctx[1]);
	bpf_probe_read_kernel(&s->task, sizeof(s->task), (void *)ctx[2]);
	bpf_probe_read_kernel(s->comm, sizeof(s->comm), (void *)ctx[3]);
	for (int i = 0; i < 16; i++)
		s->filename[i] = ctx[4 + i / 8] >> i % 8;
	s->last = bpf_get_smp_processor_id();
	bpf_ringbuf_submit(s, 0);
	return 0;
}

/* ---- a sign that C gives or takes when it assigns ---- */

struct read_args {
	__u64 common;
	__s64 number, fd, buffer;
	__u32 flags;
	__s32 code;
};

struct sign {
	__s64 offset;
	__u64 ret;
	__u32 err;
	__s32 result;
	__u64 extended;
	__s64 divided;
	__u16 low;
	__s16 cut;
	__s32 dfd;
};

SEC("tracepoint/syscalls/sys_enter_read")
int sign(struct read_args *ctx)
{
	struct sign *s = bpf_ringbuf_reserve(&signs, sizeof(*s), 0);

	if (!s)
		return 0;
	s->offset = bpf_get_attach_cookie(ctx);
	s->ret = ctx->fd;
	s->err = ctx->code;
	s->result = ctx->flags;
	s->extended = ctx->code;
	s->divided = (__u64)ctx->buffer / 3;
	s->low = ctx->code;
	s->cut = ctx->flags;
	s->dfd = ctx->fd;
	bpf_ringbuf_submit(s, 0);
	return 0;
}

/* ---- constants that are stored with their neighbours ---- */

struct merge {
	__u32 low, high;
	__u16 family, protocol;
	__u32 after;
	__u64 big;
};

SEC("tracepoint/syscalls/sys_enter_dup")
int merge(void *ctx)
{
	struct merge *m = bpf_ringbuf_reserve(&merged, sizeof(*m), 0);

	if (!m)
		return 0;
	m->low = 5;
	m->high = 0;
	m->family = 2;
	m->protocol = 0;
	m->after = bpf_get_prandom_u32();
	m->big = 0x123456789aULL;
	bpf_ringbuf_submit(m, 0);
	return 0;
}

/* ---- a function of the program's own that fills a member ---- */

struct header {
	__u32 type, length;
};
struct part {
	struct header header;
	__u32 values[4];
};

static __always_inline void fill(struct header *h, __u32 type)
{
	h->type = type;
	h->length = bpf_get_smp_processor_id();
}

SEC("tracepoint/syscalls/sys_enter_dup2")
int part(void *ctx)
{
	struct part *p = bpf_ringbuf_reserve(&parts, sizeof(*p), 0);

	if (!p)
		return 0;
	fill(&p->header, bpf_get_prandom_u32());
	bpf_probe_read_kernel(p->values, sizeof(p->values), ctx);
	bpf_ringbuf_submit(p, 0);
	return 0;
}

/* ---- text that is read, or emptied by its first character ---- */

struct mount {
	__u64 id;
	char fs[8];
	char source[32];
};

SEC("tracepoint/syscalls/sys_enter_mount")
int mounted(__u64 *ctx)
{
	struct mount *m = bpf_ringbuf_reserve(&mounts, sizeof(*m), 0);

	if (!m)
		return 0;
	m->id = bpf_get_current_pid_tgid();
	if (ctx[4])
		bpf_probe_read_user_str(m->fs, sizeof(m->fs), (void *)ctx[4]);
	else
		m->fs[0] = '\0';
	if (ctx[2])
		bpf_probe_read_user_str(m->source, sizeof(m->source), (void *)ctx[2]);
	else
		m->source[0] = '\0';
	bpf_ringbuf_submit(m, 0);
	return 0;
}

EUNOMIA_LICENSE;

/* ---- negative constants, whose upper bytes may be those of another -1 ---- */

struct negative {
	int first, second;
	__u64 when;
	short low, high;
	int error;
	__u32 all, ones;
};

SEC("tracepoint/syscalls/sys_enter_getsid")
int negative(__u64 *ctx)
{
	struct negative *n = bpf_ringbuf_reserve(&negatives, sizeof(*n), 0);

	if (!n)
		return 0;
	n->first = -1;
	n->second = -1;
	n->when = ctx[2];
	n->low = -1;
	n->high = -1;
	n->error = -22;
	n->all = 0xffffffff;
	n->ones = 0xffffffff;
	bpf_ringbuf_submit(n, 0);
	return 0;
}

/* ---- a size that is a number: more is written than the member has room for ---- */

struct overrun {
	char comm[16];
	__u32 cpu, random;
	__u64 when;
};

SEC("tracepoint/syscalls/sys_enter_getuid")
int overrun(__u64 *ctx)
{
	struct overrun *o = bpf_ringbuf_reserve(&overruns, sizeof(*o), 0);

	if (!o)
		return 0;
	bpf_get_current_comm(o->comm, 24);
	o->cpu = bpf_get_smp_processor_id();
	o->random = bpf_get_prandom_u32();
	o->when = ctx[2];
	bpf_ringbuf_submit(o, 0);
	return 0;
}
