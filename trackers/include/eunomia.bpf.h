/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
#ifndef EUNOMIA_BPF_H
#define EUNOMIA_BPF_H
/*
 * The kit of every tracker: rings that account for what they refuse, and whose records the
 * runtime decodes by BTF.
 *
 *     #include "eunomia.bpf.h"
 *
 *     struct open_event { ... };
 *     EUNOMIA_RING(events, struct open_event, 256 * 1024);
 *
 *     SEC("tp_btf/...")
 *     int on_open(void *ctx)
 *     {
 *             struct open_event *e = eunomia_reserve(events, struct open_event);
 *             if (!e)
 *                     return 0;                  // the loss is counted already
 *             e->pid = ...;
 *             eunomia_submit(events, e);
 *             return 0;
 *     }
 *     EUNOMIA_LICENSE;
 *
 * What the runtime reads from an object (names are the contract; NAME is the map's name):
 *
 *   NAME_lost    Global variable `__u64 NAME_lost` in .bss: how many records, or for a hash map
 *                how many updates, the full map NAME refused since load. It only grows, by atomic
 *                addition, so it is exact on all CPUs and in any context, interrupts included,
 *                and costs nothing while nothing is lost. At rest,
 *                made = records read from the ring + NAME_lost. A map without this variable has
 *                an unknown loss.
 *   NAME_event   Global pointer `const struct X *NAME_event` in .bss, always NULL: the records
 *                of ring NAME have type struct X. (libbpf before 1.2 refuses a ring with
 *                __type(value, ...), hence a variable.)
 *   Short record A record may be shorter than struct X: it ends after some member, or within its
 *                last member if that is a char array. What is missing reads as zero or empty.
 *   eunomia_*    Global variables with this prefix belong to the kit: they are no arguments.
 *                `eunomia_wakeup_bytes` (const volatile __u32): 0 lets the kernel wake the
 *                reader as it sees fit; N > 0 wakes it only when at least N unread bytes lie in
 *                the ring, so the reader then also looks by itself from time to time.
 *   Arguments    Every other `const volatile` global is one, set by its own name.
 *
 * How values are shown follows their typedef: see display.bpf.h.
 */

#include "kernel.bpf.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_tracing.h>
#include "display.bpf.h"

const volatile __u32 eunomia_wakeup_bytes __attribute__((weak)) = 0;

/* Counts the refusals of map NAME; to be placed beside the map when it is no EUNOMIA_RING. */
#define EUNOMIA_LOST(name) __u64 name##_lost

/* Names the type of ring NAME's records for the decoder. */
#define EUNOMIA_EVENT(name, record) const record *name##_event

/* A ring buffer of `bytes` (a power of two, at least one page) for records of type `record`. */
#define EUNOMIA_RING(name, record, bytes)                                                          \
	struct {                                                                                   \
		__uint(type, BPF_MAP_TYPE_RINGBUF);                                                \
		__uint(max_entries, bytes);                                                        \
	} name SEC(".maps");                                                                       \
	EUNOMIA_EVENT(name, record);                                                               \
	EUNOMIA_LOST(name)

/*
 * Adds atomically. Written out because clang turns __sync_fetch_and_add into an instruction that
 * returns the old value, which kernels before 5.12 (commit 5ca419f2864a) do not know.
 */
static __always_inline void eunomia_add(__u64 *counter, __u64 amount)
{
	asm volatile("lock *(u64 *)(%0 + 0) += %1" : : "r"(counter), "r"(amount) : "memory");
}

/* Counts one loss of map NAME: for updates that the map refused, done without the helpers below. */
#define eunomia_count_lost(name) eunomia_add(&name##_lost, 1)

/* Wake-up flags for a submit to ring MAP, see eunomia_wakeup_bytes. */
static __always_inline __u64 eunomia_wakeup(void *map)
{
	if (!eunomia_wakeup_bytes)
		return 0;
	return bpf_ringbuf_query(map, BPF_RB_AVAIL_DATA) >= eunomia_wakeup_bytes
		       ? BPF_RB_FORCE_WAKEUP
		       : BPF_RB_NO_WAKEUP;
}

/* Zeroes `size` bytes, a constant. Volatile: for BPF, clang has no memset beyond 1 KiB. */
static __always_inline void eunomia_zero(void *data, __u32 size)
{
	volatile __u64 *words = data;
	volatile __u8 *bytes = data;

	for (__u32 i = 0; i < size / sizeof(*words); i++)
		words[i] = 0;
	for (__u32 i = size & ~7U; i < size; i++)
		bytes[i] = 0;
}

static __always_inline void *eunomia_reserve_zeroed(void *map, __u64 *lost, __u32 size)
{
	void *record = bpf_ringbuf_reserve(map, size, 0);

	if (!record) {
		eunomia_add(lost, 1);
		return NULL;
	}
	eunomia_zero(record, size);
	return record;
}

/*
 * Reserves a zeroed record of `type` in ring NAME: NULL when the ring is full, which is counted.
 * Ring memory holds old records: zeroing it first means that no field left alone shows one.
 */
#define eunomia_reserve(name, type)                                                                \
	((type *)eunomia_reserve_zeroed(&(name), &name##_lost, sizeof(type)))

/* Hands a reserved record to the reader. */
#define eunomia_submit(name, record) bpf_ringbuf_submit(record, eunomia_wakeup(&(name)))

/*
 * Takes a reserved record back: the reader never sees it, and it counts as neither made nor lost. It wakes as a submit
 * does: the kernel wakes for the record that the reader waits at only, and that may be this one.
 */
#define eunomia_discard(name, record) bpf_ringbuf_discard(record, eunomia_wakeup(&(name)))

/*
 * Copies `size` bytes into ring NAME as one record, for records whose length is known only at run
 * time: 0, or a negative errno when the ring is full, which is counted. The caller has zeroed or
 * written every byte.
 */
#define eunomia_output(name, data, size)                                                           \
	({                                                                                         \
		long err_ = bpf_ringbuf_output(&(name), data, size, eunomia_wakeup(&(name)));      \
		if (err_)                                                                          \
			eunomia_count_lost(name);                                                  \
		err_;                                                                              \
	})

/* Both licences of the file; the GPL side is what the kernel asks of helpers such as probe_read. */
#define EUNOMIA_LICENSE char LICENSE[] SEC("license") = "Dual BSD/GPL"

#endif /* EUNOMIA_BPF_H */
