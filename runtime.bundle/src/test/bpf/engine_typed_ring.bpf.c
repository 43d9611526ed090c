// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A ring that names its records' type in its declaration, as libbpf allows it since 1.2. */
#include "eunomia.bpf.h"

struct switch_record {
	__u32 cpu;
	__u32 pid;
};

struct other_record {
	__u64 unused;
};

const struct other_record *other __attribute__((unused));

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 64 * 1024);
	__type(value, struct switch_record);
} switches SEC(".maps");

SEC("raw_tp/sched_switch")
int on_switch(void *ctx)
{
	struct switch_record *record = bpf_ringbuf_reserve(&switches, sizeof(*record), 0);

	if (!record)
		return 0;
	record->cpu = bpf_get_smp_processor_id();
	record->pid = bpf_get_current_pid_tgid() >> 32;
	bpf_ringbuf_submit(record, 0);
	return 0;
}

EUNOMIA_LICENSE;
