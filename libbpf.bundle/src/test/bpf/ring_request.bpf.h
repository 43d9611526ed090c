// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What the ring tests ask of their programs: prctl(2) with an option no kernel knows, whose arguments say what to write.
#pragma once
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#define OPTION 0x45554e4fULL

enum kind { SUBMIT, SUBMIT_QUIETLY, OUTPUT, DISCARD };
enum counter { MADE, REFUSED, DISCARDED };

/* The record of tracepoint syscalls/sys_enter_prctl. */
struct request {
	__u64 common;
	__s64 nr;
	__u64 option;
	__u64 sequence;		/* of the first record */
	__u64 amount;		/* of records, or of bytes for OUTPUT */
	__u64 kind_and_tag;	/* enum kind in the low byte, above it the tag to write */
	__u64 key;
};

struct event {
	__u64 sequence;
	__u64 tag;
	__u64 cpu;
	__u64 rest[5];
};

#define MAX_OUTPUT 8192

struct block {
	__u64 sequence;
	__u8 pattern[MAX_OUTPUT - 8];
};

/* Tells the requests of one test from those of everybody else on the machine. */
const volatile __u64 key = 0;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 3);
	__type(key, __u32);
	__type(value, __u64);
} counters SEC(".maps");

/* What OUTPUT writes: the test puts the pattern there. One for all CPUs: only one thread may ask for OUTPUT. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct block);
} blocks SEC(".maps");

static __always_inline void count(enum counter counter, long amount)
{
	__u32 index = counter;
	__u64 *value = bpf_map_lookup_elem(&counters, &index);

	if (value)
		__sync_fetch_and_add(value, amount);
}

static __always_inline int is_ours(const struct request *request)
{
	return request->option == OPTION && request->key == key;
}

static __always_inline struct block *numbered_block(__u64 sequence)
{
	__u32 zero = 0;
	struct block *block = bpf_map_lookup_elem(&blocks, &zero);

	if (block)
		block->sequence = sequence;
	return block;
}

/* Length of an OUTPUT, 0 if it is out of range. Linux 6.1's verifier forgets the bounds of a narrower register. */
static __always_inline __u64 output_length(const struct request *request)
{
	__u64 length = request->amount;

	asm volatile("" : "+r"(length));
	return length <= MAX_OUTPUT ? length : 0;
}
