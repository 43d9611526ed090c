// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * A program for each type of map that all kernels of the project have: it uses the map as such maps are used, and tells
 * 1 when it found what it had put there.
 */
#include "corpus.bpf.h"

#define OPENED "tracepoint/syscalls/sys_enter_openat"

struct task_struct;
struct inode;
struct file {
	struct inode *f_inode;
} __attribute__((preserve_access_index));

/* Puts 7 under key 1 and reads it back. */
static __always_inline int keeps(void *map)
{
	__u32 key = 1;
	__u64 seven = 7;
	__u64 *found;

	if (!own())
		return 0;
	bpf_map_update_elem(map, &key, &seven, BPF_ANY);
	found = bpf_map_lookup_elem(map, &key);
	return hit_any(found && *found == 7);
}

/* Pushes 7 and pops it. */
static __always_inline int hands_back(void *map)
{
	__u64 value = 7;

	if (!own())
		return 0;
	bpf_map_push_elem(map, &value, BPF_ANY);
	value = 0;
	return hit_any(bpf_map_pop_elem(map, &value) == 0 && value == 7);
}

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, __u64);
} a_hash SEC(".maps");

SEC(OPENED)
int uses_hash(void *ctx)
{
	return keeps(&a_hash);
}

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, __u64);
} a_array SEC(".maps");

SEC(OPENED)
int uses_array(void *ctx)
{
	return keeps(&a_array);
}

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_HASH);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, __u64);
} a_percpu_hash SEC(".maps");

SEC(OPENED)
int uses_percpu_hash(void *ctx)
{
	return keeps(&a_percpu_hash);
}

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, __u64);
} a_percpu_array SEC(".maps");

SEC(OPENED)
int uses_percpu_array(void *ctx)
{
	return keeps(&a_percpu_array);
}

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, __u64);
} a_lru_hash SEC(".maps");

SEC(OPENED)
int uses_lru_hash(void *ctx)
{
	return keeps(&a_lru_hash);
}

struct {
	__uint(type, BPF_MAP_TYPE_LRU_PERCPU_HASH);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, __u64);
} a_lru_percpu_hash SEC(".maps");

SEC(OPENED)
int uses_lru_percpu_hash(void *ctx)
{
	return keeps(&a_lru_percpu_hash);
}

struct {
	__uint(type, BPF_MAP_TYPE_QUEUE);
	__uint(max_entries, 4);
	__type(value, __u64);
} a_queue SEC(".maps");

SEC(OPENED)
int uses_queue(void *ctx)
{
	return hands_back(&a_queue);
}

struct {
	__uint(type, BPF_MAP_TYPE_STACK);
	__uint(max_entries, 4);
	__type(value, __u64);
} a_stack SEC(".maps");

SEC(OPENED)
int uses_stack(void *ctx)
{
	return hands_back(&a_stack);
}

struct {
	__uint(type, BPF_MAP_TYPE_BLOOM_FILTER);
	__uint(max_entries, 4);
	__type(value, __u64);
} a_bloom_filter SEC(".maps");

SEC(OPENED)
int uses_bloom_filter(void *ctx)
{
	__u64 value = 7;

	if (!own())
		return 0;
	bpf_map_push_elem(&a_bloom_filter, &value, BPF_ANY);
	return hit_any(bpf_map_peek_elem(&a_bloom_filter, &value) == 0);
}

struct prefix {
	__u32 bits;
	__u8 address[4];
};

struct {
	__uint(type, BPF_MAP_TYPE_LPM_TRIE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__uint(max_entries, 4);
	__type(key, struct prefix);
	__type(value, __u64);
} a_lpm_trie SEC(".maps");

SEC(OPENED)
int uses_lpm_trie(void *ctx)
{
	struct prefix net = {8, {10, 0, 0, 0}};
	struct prefix host = {32, {10, 1, 2, 3}};
	__u64 value = 7;
	__u64 *found;

	if (!own())
		return 0;
	bpf_map_update_elem(&a_lpm_trie, &net, &value, BPF_ANY);
	found = bpf_map_lookup_elem(&a_lpm_trie, &host);
	return hit_any(found && *found == 7);
}

struct {
	__uint(type, BPF_MAP_TYPE_STACK_TRACE);
	__uint(max_entries, 64);
	__uint(key_size, 4);
	__uint(value_size, 16 * 8);
} a_stack_trace SEC(".maps");

SEC("raw_tp/sys_enter")
int uses_stack_trace(void *ctx)
{
	return own() ? hit_any(bpf_get_stackid(ctx, &a_stack_trace, BPF_F_REUSE_STACKID) >= 0) : 0;
}

struct {
	__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	__uint(key_size, 4);
	__uint(value_size, 4);
} a_perf_event_array SEC(".maps");

const struct hit *a_perf_event_array_event __attribute__((unused));

SEC(OPENED)
int uses_perf_event_array(void *ctx)
{
	struct hit hit = {1};

	if (own())
		bpf_perf_event_output(ctx, &a_perf_event_array, BPF_F_CURRENT_CPU, &hit, sizeof(hit));
	return 0;
}

struct {
	__uint(type, BPF_MAP_TYPE_USER_RINGBUF);
	__uint(max_entries, 4096);
} a_user_ringbuf SEC(".maps");

static long take(struct bpf_dynptr *record, void *nothing)
{
	return 0;
}

/* Nobody writes: there is nothing to take. */
SEC(OPENED)
int uses_user_ringbuf(void *ctx)
{
	return own() ? hit_any(bpf_user_ringbuf_drain(&a_user_ringbuf, take, 0, 0) == 0) : 0;
}

struct inner {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, __u64);
} an_inner SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 2);
	__type(key, __u32);
	__array(values, struct inner);
} an_array_of_maps SEC(".maps") = {
	.values = {[1] = &an_inner},
};

SEC(OPENED)
int uses_array_of_maps(void *ctx)
{
	__u32 key = 1;
	void *map = own() ? bpf_map_lookup_elem(&an_array_of_maps, &key) : 0;

	return map ? keeps(map) : 0;
}

struct {
	__uint(type, BPF_MAP_TYPE_HASH_OF_MAPS);
	__uint(max_entries, 2);
	__type(key, __u32);
	__array(values, struct inner);
} a_hash_of_maps SEC(".maps") = {
	.values = {[1] = &an_inner},
};

SEC(OPENED)
int uses_hash_of_maps(void *ctx)
{
	__u32 key = 1;
	void *map = own() ? bpf_map_lookup_elem(&a_hash_of_maps, &key) : 0;

	return map ? keeps(map) : 0;
}

struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, 2);
	__type(key, __u32);
	__type(value, __u32);
} a_prog_array SEC(".maps");

/* The array is empty: the jump falls through. */
SEC(OPENED)
int uses_prog_array(void *ctx)
{
	bpf_tail_call(ctx, &a_prog_array, 1);
	return hit(1);
}

struct {
	__uint(type, BPF_MAP_TYPE_CGROUP_ARRAY);
	__uint(max_entries, 2);
	__type(key, __u32);
	__type(value, __u32);
} a_cgroup_array SEC(".maps");

/* The array is empty: EAGAIN. */
SEC(OPENED)
int uses_cgroup_array(void *ctx)
{
	return own() ? hit_any(bpf_current_task_under_cgroup(&a_cgroup_array, 0) == -11) : 0;
}

struct {
	__uint(type, BPF_MAP_TYPE_TASK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, __u64);
} a_task_storage SEC(".maps");

SEC("tp_btf/sys_enter")
int uses_task_storage(void *ctx)
{
	__u64 *kept = own() ? bpf_task_storage_get(&a_task_storage, bpf_get_current_task_btf(), 0,
						   BPF_LOCAL_STORAGE_GET_F_CREATE) : 0;

	if (!kept || ++*kept < 2)
		return 0;
	return hit_any(1);
}

struct {
	__uint(type, BPF_MAP_TYPE_INODE_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, __u64);
} an_inode_storage SEC(".maps");

SEC("lsm/file_open")
int BPF_PROG(uses_inode_storage, struct file *file)
{
	__u64 *kept = own() ? bpf_inode_storage_get(&an_inode_storage, file->f_inode, 0,
						    BPF_LOCAL_STORAGE_GET_F_CREATE) : 0;

	if (!kept || ++*kept < 2)
		return 0;
	return hit_any(1);
}

struct {
	__uint(type, BPF_MAP_TYPE_SK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, __u64);
} a_sk_storage SEC(".maps");

SEC("cgroup/sock_create")
int uses_sk_storage(struct bpf_sock *ctx)
{
	__u64 *kept = bpf_sk_storage_get(&a_sk_storage, ctx, 0, BPF_SK_STORAGE_GET_F_CREATE);

	hit_any(kept != 0);
	return 1;
}

struct {
	__uint(type, BPF_MAP_TYPE_CGROUP_STORAGE);
	__type(key, struct bpf_cgroup_storage_key);
	__type(value, __u64);
} a_cgroup_storage SEC(".maps");

SEC("cgroup/sock_create")
int uses_cgroup_storage(struct bpf_sock *ctx)
{
	__u64 *kept = bpf_get_local_storage(&a_cgroup_storage, 0);

	__sync_fetch_and_add(kept, 1);
	hit_any(*kept != 0);
	return 1;
}

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_CGROUP_STORAGE);
	__type(key, struct bpf_cgroup_storage_key);
	__type(value, __u64);
} a_percpu_cgroup_storage SEC(".maps");

SEC("cgroup/sock_create")
int uses_percpu_cgroup_storage(struct bpf_sock *ctx)
{
	__u64 *kept = bpf_get_local_storage(&a_percpu_cgroup_storage, 0);

	++*kept;
	hit_any(*kept != 0);
	return 1;
}

struct {
	__uint(type, BPF_MAP_TYPE_SOCKMAP);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, __u32);
} a_sockmap SEC(".maps");

SEC("sockops")
int uses_sockmap(struct bpf_sock_ops *ctx)
{
	__u32 key = 1;

	if (ctx->op == BPF_SOCK_OPS_ACTIVE_ESTABLISHED_CB)
		hit_any(bpf_sock_map_update(ctx, &a_sockmap, &key, BPF_ANY) == 0);
	return 1;
}

struct {
	__uint(type, BPF_MAP_TYPE_SOCKHASH);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, __u32);
} a_sockhash SEC(".maps");

SEC("sockops")
int uses_sockhash(struct bpf_sock_ops *ctx)
{
	__u32 key = 1;

	if (ctx->op == BPF_SOCK_OPS_ACTIVE_ESTABLISHED_CB)
		hit_any(bpf_sock_hash_update(ctx, &a_sockhash, &key, BPF_ANY) == 0);
	return 1;
}

/* Redirecting through an empty map of this kind gives the fallback: the packet passes. */
#define REDIRECTS(kind, map_type)                                                  \
	struct {                                                                   \
		__uint(type, map_type);                                            \
		__uint(max_entries, 4);                                            \
		__type(key, __u32);                                                \
		__type(value, __u32);                                              \
	} a_##kind SEC(".maps");                                                   \
	SEC("xdp")                                                                 \
	int uses_##kind(struct xdp_md *ctx)                                        \
	{                                                                          \
		long result = bpf_redirect_map(&a_##kind, 1, XDP_PASS);            \
		hit_any(result == XDP_PASS);                                       \
		return XDP_PASS;                                                   \
	}

REDIRECTS(devmap, BPF_MAP_TYPE_DEVMAP)
REDIRECTS(devmap_hash, BPF_MAP_TYPE_DEVMAP_HASH)
REDIRECTS(cpumap, BPF_MAP_TYPE_CPUMAP)
REDIRECTS(xskmap, BPF_MAP_TYPE_XSKMAP)

struct {
	__uint(type, BPF_MAP_TYPE_REUSEPORT_SOCKARRAY);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, __u64);
} a_reuseport_sockarray SEC(".maps");

/* Attached by a process to a socket of its own: no tracker's business. */
SEC("sk_reuseport")
int uses_reuseport_sockarray(struct sk_reuseport_md *ctx)
{
	__u32 key = 1;

	bpf_sk_select_reuseport(ctx, &a_reuseport_sockarray, &key, 0);
	return SK_PASS;
}
