// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Counts what runs on each CPU, by its call stacks, as often a second as the runtime samples. */
#include "eunomia.bpf.h"
#include "target.bpf.h"

#define DEPTH 127	/* kernel.perf_event_max_stack */
#define STACKS 16384
#define NO_STACK (-14)	/* EFAULT, as where a thread has none */

/* No stacks in the kernel. */
const volatile bool user_only = false;
/* No stacks in user space. */
const volatile bool kernel_only = false;

struct sample {
	eu_pid_t pid;
	int user_stack_id;
	int kernel_stack_id;
	char comm[TASK_COMM_LEN];
};

#define COUNTS(name)                                                                               \
	struct {                                                                                   \
		__uint(type, BPF_MAP_TYPE_HASH);                                                   \
		__uint(max_entries, STACKS);                                                       \
		__type(key, struct sample);                                                        \
		__type(value, __u64);                                                              \
	} name SEC(".maps")

COUNTS(counts);
COUNTS(counts_twin);
/* Which of the two programs count in, so that the other can be drained. */
volatile __u32 active;
/* Samples for which there was no room. */
__u64 not_counted;

struct {
	__uint(type, BPF_MAP_TYPE_STACK_TRACE);
	__uint(max_entries, STACKS);
	__uint(key_size, sizeof(__u32));
	__uint(value_size, DEPTH * sizeof(__u64));
} stacks SEC(".maps");

static __always_inline void count(void *map, const struct sample *sample)
{
	__u64 zero = 0, *found;

	found = bpf_map_lookup_elem(map, sample);
	if (!found) {
		bpf_map_update_elem(map, sample, &zero, BPF_NOEXIST);
		found = bpf_map_lookup_elem(map, sample);
	}
	eunomia_add(found ? found : &not_counted, 1);
}

SEC("perf_event")
int sampled(void *ctx)
{
	struct sample sample = {};

	sample.pid = bpf_get_current_pid_tgid() >> 32;
	/* What idles has the id 0. */
	if (!sample.pid || !current_is_target())
		return 0;
	bpf_get_current_comm(sample.comm, sizeof(sample.comm));
	sample.user_stack_id = kernel_only ? NO_STACK : bpf_get_stackid(ctx, &stacks, BPF_F_USER_STACK);
	sample.kernel_stack_id = user_only ? NO_STACK : bpf_get_stackid(ctx, &stacks, 0);
	if (active)
		count(&counts_twin, &sample);
	else
		count(&counts, &sample);
	return 0;
}

EUNOMIA_LICENSE;
