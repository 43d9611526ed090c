// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Map definitions of every form. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct key {
	__u32 pid;
	char comm[16];
};

struct value {
	__u64 count;
	__u64 bytes;
};

typedef struct value value_t;

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, struct key);
	__type(value, value_t);
} by_key SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 256 * 1024);
} ring SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
	__type(value, struct value);
} typed_ring SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	__uint(key_size, sizeof(int));
	__uint(value_size, sizeof(int));
} perf SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 0x40000000);
	__uint(pinning, LIBBPF_PIN_BY_NAME);
	__type(key, __u32);
	__type(value, int[4]);
} huge SEC(".maps");

struct inner {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 3);
	__type(key, __u32);
	__type(value, struct value);
} inner_map SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 2);
	__type(key, __u32);
	__array(values, struct inner);
} outer SEC(".maps") = { .values = { &inner_map } };

int tail(void *ctx);

struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, 1);
	__uint(key_size, sizeof(__u32));
	__array(values, int(void *));
} slots SEC(".maps") = { .values = { (void *)&tail } };

SEC("raw_tp/sys_enter")
int tail(void *ctx)
{
	struct key key = {};
	value_t *value = bpf_map_lookup_elem(&by_key, &key);

	if (value)
		bpf_ringbuf_output(&typed_ring, value, sizeof(*value), 0);
	return 0;
}

SEC("raw_tp/sys_exit")
int first(void *ctx)
{
	int *zero = bpf_ringbuf_reserve(&ring, sizeof(int), 0);

	if (zero)
		bpf_ringbuf_discard(zero, 0);
	bpf_tail_call(ctx, &slots, 0);
	return bpf_map_lookup_elem(&outer, &(int){0}) != 0;
}

char LICENSE[] SEC("license") = "GPL";
