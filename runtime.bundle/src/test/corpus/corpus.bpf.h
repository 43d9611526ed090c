/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
#ifndef CORPUS_BPF_H
#define CORPUS_BPF_H
/*
 * What the corpus' programs share: each tells through the ring "hits" that it ran and what it found. The runner loads
 * one program at a time, see corpus.csv.
 */
#include <linux/bpf.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

#define bool _Bool
/* Hooks may fire often; an event now and then is enough. */
#define PAUSE_NANOS 1000000

struct hit {
	__u32 value;
};

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 64 * 1024);
	__type(value, struct hit);
} hits SEC(".maps");

/* The runner's process. */
const volatile __u32 own_tgid = 1;
__u64 last = 0;

/* Tells of something that may happen in any process, or in none. */
static __always_inline int hit_any(__u32 value)
{
	__u64 now = bpf_ktime_get_ns();
	struct hit *hit;

	if (!own_tgid || now - last < PAUSE_NANOS)
		return 0;
	last = now;
	hit = bpf_ringbuf_reserve(&hits, sizeof(*hit), 0);
	if (hit) {
		hit->value = value;
		bpf_ringbuf_submit(hit, 0);
	}
	return 0;
}

static __always_inline bool own(void)
{
	return bpf_get_current_pid_tgid() >> 32 == own_tgid;
}

/* Tells of something that the runner's process does. */
static __always_inline int hit(__u32 value)
{
	return own() ? hit_any(value) : 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";

#endif
