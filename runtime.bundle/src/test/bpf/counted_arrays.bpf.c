// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Arrays with a number that is called after them, which counts their bytes, or does not. Never loaded. */
#include <linux/bpf.h>
#include "eunomia.bpf.h"

#define RING(name)                                                                                 \
	struct {                                                                                   \
		__uint(type, BPF_MAP_TYPE_RINGBUF);                                                \
		__uint(max_entries, 4096);                                                         \
	} name SEC(".maps");                                                                       \
	const struct name *name##_event

struct counted {
	char data[64];
	__u32 data_len;
	__u8 bytes[16];
	__u32 bytes_size;
	char path[32];
	__s32 path_len;
};
RING(counted);

struct appended {
	__u32 args_size;
	char args[128];
};
RING(appended);

struct other {
	__u8 prefix[16];
	__u32 prefix_len;
	char key[8];
	__u32 key_size;
	char name[16];
	__u32 name_len;
};
RING(other);

SEC("tracepoint/syscalls/sys_enter_write")
int count(__u64 *ctx)
{
	struct counted *c = bpf_ringbuf_reserve(&counted, sizeof(*c), 0);
	__u32 length = ctx[4] & 63;

	if (!c)
		return 0;
	c->data_len = length;
	bpf_probe_read_user(c->data, length, (void *)ctx[3]);
	c->bytes_size = ctx[4] & 15;
	bpf_probe_read_user(c->bytes, c->bytes_size & 15, (void *)ctx[3]);
	c->path_len = bpf_probe_read_user_str(c->path, sizeof(c->path), (void *)ctx[2]);
	bpf_ringbuf_submit(c, 0);
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_execve")
int append(__u64 *ctx)
{
	struct appended *a = bpf_ringbuf_reserve(&appended, sizeof(*a), 0);
	long read;

	if (!a)
		return 0;
	a->args_size = 0;
	for (int i = 0; i < 8; i++) {
		if (a->args_size > 100)
			break;
		read = bpf_probe_read_user_str(&a->args[a->args_size], 16, (void *)ctx[i]);
		if (read < 0)
			break;
		a->args_size += read;
	}
	bpf_ringbuf_submit(a, 0);
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_openat")
int count_others(__u64 *ctx)
{
	struct other *o = bpf_ringbuf_reserve(&other, sizeof(*o), 0);

	if (!o)
		return 0;
	bpf_probe_read_kernel(o->prefix, sizeof(o->prefix), (void *)ctx[1]);
	o->prefix_len = 8;
	bpf_probe_read_kernel(o->key, sizeof(o->key), (void *)ctx[2]);
	o->key_size = 2;
	bpf_probe_read_kernel_str(o->name, sizeof(o->name), (void *)ctx[3]);
	o->name_len = ctx[4];
	bpf_ringbuf_submit(o, 0);
	return 0;
}

EUNOMIA_LICENSE;
