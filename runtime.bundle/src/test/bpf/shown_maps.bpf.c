/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/*
 * Counts opens of /eu-shown/NN by one process, where NN are two digits, in every kind of map that displays show.
 */
#include "eunomia.bpf.h"

#define SLOTS 26

const volatile __u32 target_pid = 0;

struct hist {
	__u32 slots[SLOTS];
};
struct sums {
	__u64 count;
	__u64 total;
};
struct mixed {
	__u64 n;
	__u32 last;
	char comm[16];
};
struct bucket_key {
	__u32 odd;
	__u64 bucket;
};

#define MAP(map, kind, entries, keys, values) \
	struct { \
		__uint(type, BPF_MAP_TYPE_##kind); \
		__uint(max_entries, entries); \
		__type(key, keys); \
		__type(value, values); \
	} map SEC(".maps")

MAP(by_number, HASH, 1024, __u32, struct sums);
MAP(one_each_cpu, PERCPU_ARRAY, 1, __u32, __u64);
MAP(each_cpu, PERCPU_HASH, 128, __u32, __u64);
MAP(mixed_each_cpu, PERCPU_HASH, 128, __u32, struct mixed);
MAP(hists, HASH, 8, __u32, struct hist);
MAP(by_index, ARRAY, SLOTS, __u32, __u64);
MAP(latency_us, HASH, 256, struct bucket_key, __u64);
MAP(in_flight, HASH, 16, __u32, __u64);
MAP(drained, HASH, 1024, __u32, struct sums);
MAP(drained_twin, HASH, 1024, __u32, struct sums);
MAP(scratch, PERCPU_ARRAY, 1, __u32, struct mixed);
MAP(start, PERCPU_ARRAY, 1, __u32, __u64);
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 16);
	__uint(key_size, 4);
	__uint(value_size, 8);
} untyped SEC(".maps");

/* include/trace/events/syscalls.h, as tracefs' format file shows it */
struct sys_enter_openat {
	__u64 common;
	__u64 nr;
	__u64 dirfd;
	const char *path;
};

volatile __u32 active;
__u64 calls;
__u64 by_parity[2];
struct hist total;
struct hist of_parity[2];

static __always_inline __u32 log2(__u32 v)
{
	__u32 slot = 0;

	for (int i = 1; i < 7; i++)
		if (v >> i)
			slot = i;
	return slot;
}

static __always_inline void sum(void *map, __u32 number)
{
	struct sums zero = {}, *found = bpf_map_lookup_elem(map, &number);

	if (!found) {
		bpf_map_update_elem(map, &number, &zero, BPF_NOEXIST);
		found = bpf_map_lookup_elem(map, &number);
	}
	if (found) {
		__sync_fetch_and_add(&found->count, 1);
		__sync_fetch_and_add(&found->total, number);
	}
}

static __always_inline void add(void *map, void *key)
{
	__u64 one = 1, *found = bpf_map_lookup_elem(map, key);

	if (found)
		__sync_fetch_and_add(found, 1);
	else
		bpf_map_update_elem(map, key, &one, BPF_NOEXIST);
}

SEC("tracepoint/syscalls/sys_enter_openat")
int count(struct sys_enter_openat *ctx)
{
	static const char prefix[] = "/eu-shown/";
	char name[13] = {};
	__u32 number, slot, zero = 0, parity;
	struct hist empty = {}, *hist;
	struct mixed none = {}, *mixed;
	__u64 one = 1, *found;

	if (bpf_get_current_pid_tgid() >> 32 != target_pid)
		return 0;
	bpf_probe_read_user_str(name, sizeof(name), ctx->path);
	for (int i = 0; i < 10; i++)
		if (name[i] != prefix[i])
			return 0;
	number = (name[10] - '0') * 10 + name[11] - '0';
	if (number > 99)
		return 0;
	slot = log2(number);
	parity = number & 1;

	__sync_fetch_and_add(&calls, 1);
	__sync_fetch_and_add(&by_parity[parity], 1);
	if (slot < SLOTS) {
		__sync_fetch_and_add(&total.slots[slot], 1);
		__sync_fetch_and_add(&of_parity[parity].slots[slot], 1);
	}

	sum(&by_number, number);
	if (active)
		sum(&drained_twin, number);
	else
		sum(&drained, number);
	found = bpf_map_lookup_elem(&one_each_cpu, &zero);
	if (found)
		*found += 1;
	add(&each_cpu, &number);
	add(&untyped, &parity);
	add(&by_index, &slot);

	mixed = bpf_map_lookup_elem(&mixed_each_cpu, &parity);
	if (!mixed) {
		bpf_map_update_elem(&mixed_each_cpu, &parity, &none, BPF_NOEXIST);
		mixed = bpf_map_lookup_elem(&mixed_each_cpu, &parity);
	}
	if (mixed) {
		mixed->n++;
		mixed->last = number;
		bpf_get_current_comm(mixed->comm, sizeof(mixed->comm));
	}

	hist = bpf_map_lookup_elem(&hists, &parity);
	if (!hist) {
		bpf_map_update_elem(&hists, &parity, &empty, BPF_NOEXIST);
		hist = bpf_map_lookup_elem(&hists, &parity);
	}
	if (hist && slot < SLOTS)
		__sync_fetch_and_add(&hist->slots[slot], 1);

	struct bucket_key key = {};
	key.odd = parity;
	key.bucket = slot;
	add(&latency_us, &key);

	bpf_map_update_elem(&in_flight, &number, &one, BPF_ANY);
	bpf_map_delete_elem(&in_flight, &number);
	bpf_map_lookup_elem(&scratch, &zero);
	found = bpf_map_lookup_elem(&start, &zero);
	if (found)
		*found = bpf_ktime_get_ns();
	return 0;
}

EUNOMIA_LICENSE;
