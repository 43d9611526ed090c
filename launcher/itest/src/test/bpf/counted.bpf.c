/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/* Counts opens of /eu-count/… by one process, and shows no events. */
#include "eunomia.bpf.h"

const volatile __u32 target_pid = 0;

struct hist {
	__u32 slots[20];
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, struct hist);
} hists SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_HASH);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, __u64);
} percpu SEC(".maps");

__u64 calls;

/* include/trace/events/syscalls.h, as tracefs' format file shows it */
struct sys_enter_openat {
	__u64 common;
	__u64 nr;
	__u64 dirfd;
	const char *path;
};

SEC("tracepoint/syscalls/sys_enter_openat")
int count(struct sys_enter_openat *ctx)
{
	static const char prefix[] = "/eu-count/";
	char name[11] = {};
	__u32 pid = bpf_get_current_pid_tgid() >> 32, key = 1;
	struct hist empty = {}, *hist;
	__u64 one = 1, *found;

	if (pid != target_pid)
		return 0;
	bpf_probe_read_user_str(name, sizeof(name), ctx->path);
	for (int i = 0; i < 10; i++)
		if (name[i] != prefix[i])
			return 0;
	__sync_fetch_and_add(&calls, 1);
	found = bpf_map_lookup_elem(&percpu, &key);
	if (found)
		*found += 1;
	else
		bpf_map_update_elem(&percpu, &key, &one, BPF_NOEXIST);
	hist = bpf_map_lookup_elem(&hists, &key);
	if (!hist) {
		bpf_map_update_elem(&hists, &key, &empty, BPF_NOEXIST);
		hist = bpf_map_lookup_elem(&hists, &key);
	}
	if (hist)
		__sync_fetch_and_add(&hist->slots[5], 1);
	return 0;
}

EUNOMIA_LICENSE;
