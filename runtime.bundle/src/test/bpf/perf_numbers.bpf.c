// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* What by_tracepoint of update_kinds.bpf.c sees, through a perf buffer: it takes nothing while nobody reads. */
#include "eunomia.bpf.h"

#define FIRST (1ULL << 40)

/* include/uapi/linux/bpf.h */
#define PERF_EVENT_ARRAY 4
#define CURRENT_CPU 0xffffffffULL

struct perf_number {
	__u64 number;
	__u32 version;
	__u32 reserved;
};

/* Keeps the struct among the types. */
const struct perf_number *unused __attribute__((unused));

const volatile __u32 target_pid = 0;

struct {
	__uint(type, PERF_EVENT_ARRAY);
	__uint(key_size, sizeof(__u32));
	__uint(value_size, sizeof(__u32));
} numbers SEC(".maps");

/* include/trace/events/syscalls.h, as tracefs' format file shows it */
struct sys_enter_lseek {
	__u64 common;
	__u64 nr;
	__u64 fd;
	__u64 offset;
};

SEC("tracepoint/syscalls/sys_enter_lseek")
int by_perf_buffer(struct sys_enter_lseek *ctx)
{
	struct perf_number number = {.number = ctx->offset - FIRST, .version = 1};

	if (bpf_get_current_pid_tgid() >> 32 == target_pid && ctx->offset >= FIRST && ctx->offset < 2 * FIRST)
		bpf_perf_event_output(ctx, &numbers, CURRENT_CPU, &number, sizeof(number));
	return 0;
}

EUNOMIA_LICENSE;
