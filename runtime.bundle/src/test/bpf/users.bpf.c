// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Ids of users, with and without something that tells whose they are. */
#include "eunomia.bpf.h"

struct with_namespace {
	eu_pid_t pid;
	eu_uid_t uid;
	eu_namespace_t mount_ns;
};

struct with_pid {
	eu_pid_t pid;
	__u32 uid;
};

struct alone {
	eu_uid_t uid;
	__u32 number;
};

const volatile struct with_namespace with_namespace;
const volatile struct with_pid with_pid;
const volatile struct alone alone;

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} tail SEC(".maps");

SEC("tracepoint/syscalls/sys_enter_openat")
int touch(void *ctx)
{
	/* Everything above stays in the object only because it is used. */
	bpf_ringbuf_query(&tail, 0);
	return with_namespace.pid + with_pid.pid + alone.number;
}

EUNOMIA_LICENSE;
