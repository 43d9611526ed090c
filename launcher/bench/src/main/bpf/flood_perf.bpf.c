// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* As flood.bpf.c, through a perf buffer. */
#include "eunomia.bpf.h"
#include "core_types.bpf.h"

/* Of include/uapi/linux/bpf.h, which the kit does without. */
enum { BPF_MAP_TYPE_PERF_EVENT_ARRAY = 4 };
#define BPF_F_CURRENT_CPU 0xffffffffULL

const volatile __u32 target = 0;
const volatile __u32 burst = 1;

struct flood_event {
	__u64 number;
	eu_ktime_ns_t time;
	eu_pid_t pid;
	__u32 cpu;
	char comm[16];
	__u64 rest[3];
};

EUNOMIA_EVENT(events, struct flood_event);

struct {
	__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	__uint(key_size, 4);
	__uint(value_size, 4);
} events SEC(".maps");

__u64 calls;

SEC("tracepoint/syscalls/sys_enter_getppid")
int on_getppid(void *ctx)
{
	struct flood_event event = {};
	__u32 pid = bpf_get_current_pid_tgid() >> 32;

	if (pid != target)
		return 0;
	event.pid = pid;
	event.cpu = bpf_get_smp_processor_id();
	bpf_get_current_comm(event.comm, sizeof(event.comm));
	for (__u32 i = 0; i < 64 && i < burst; i++) {
		event.number = ++calls;
		event.time = bpf_ktime_get_ns();
		bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, &event, sizeof(event));
	}
	return 0;
}

EUNOMIA_LICENSE;
