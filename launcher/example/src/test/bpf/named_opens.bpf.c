// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Counts what one process opens below /eu-named/, by the letter that follows, and the lengths of the paths. */
#include "eunomia.bpf.h"

#define PREFIX "/eu-named/"
#define PREFIX_LENGTH (sizeof(PREFIX) - 1)

const volatile __u32 target = 0;

struct letter {
	char name[4];
};

struct opens {
	__u64 count;
	__u64 total_bytes;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, struct letter);
	__type(value, struct opens);
} letters SEC(".maps");

struct lengths {
	__u64 slots[8];
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct lengths);
} lengths SEC(".maps");

/* include/trace/events/syscalls.h, as tracefs' format file shows it */
struct sys_enter_openat {
	__u64 common;
	__u64 nr;
	__u64 dirfd;
	const char *path;
};

SEC("tracepoint/syscalls/sys_enter_openat")
int on_open(struct sys_enter_openat *ctx)
{
	char path[64] = {};
	struct letter letter = {};
	struct opens none = {}, *opens;
	struct lengths *lengths_of;
	__u32 zero = 0;
	long bytes;

	if (bpf_get_current_pid_tgid() >> 32 != target)
		return 0;
	bytes = bpf_probe_read_user_str(path, sizeof(path), ctx->path);
	if (bytes <= (long)PREFIX_LENGTH + 1 || __builtin_memcmp(path, PREFIX, PREFIX_LENGTH))
		return 0;
	letter.name[0] = path[PREFIX_LENGTH];
	bpf_map_update_elem(&letters, &letter, &none, BPF_NOEXIST);
	opens = bpf_map_lookup_elem(&letters, &letter);
	if (opens) {
		eunomia_add(&opens->count, 1);
		eunomia_add(&opens->total_bytes, bytes - 1);
	}
	lengths_of = bpf_map_lookup_elem(&lengths, &zero);
	if (lengths_of)
		eunomia_add(&lengths_of->slots[bytes - 1 < 16 ? 3 : 4], 1);
	return 0;
}

EUNOMIA_LICENSE;
