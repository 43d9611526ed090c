// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Programs that no verifier accepts, one fault each; tests load one at a time. */
#include <linux/bpf.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

#define SECTION "tracepoint/syscalls/sys_enter_getppid"

const volatile int knob = 1;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, __u64);
} table SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, __u64);
} lookups SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} ring SEC(".maps");

struct task_struct {
	int no_such_member;
} __attribute__((preserve_access_index));

SEC(SECTION)
int endless_loop(void *ctx)
{
	volatile int i = 0;

	while (1)
		i += 0;
	return i;
}

SEC(SECTION)
int too_many_instructions(void *ctx)
{
	__u64 sum = 0;

	for (__u32 i = 0; i < 10000000; i++)
		sum += bpf_ktime_get_ns();
	return sum & 1;
}

SEC(SECTION)
int arbitrary_pointer(void *ctx)
{
	__u64 *anywhere = (void *)bpf_get_current_task();

	return *anywhere != 0;
}

SEC(SECTION)
int unchecked_lookup(void *ctx)
{
	__u32 key = 0;
	__u64 *value = bpf_map_lookup_elem(&lookups, &key);

	return *value != 0;
}

SEC(SECTION)
int beyond_map_value(void *ctx)
{
	__u32 key = 0;
	__u64 *value = bpf_map_lookup_elem(&table, &key);

	return value ? value[1] != 0 : 0;
}

SEC(SECTION)
int unbounded_index(void *ctx)
{
	__u32 key = 0;
	char *value = bpf_map_lookup_elem(&table, &key);

	return value ? value[bpf_get_prandom_u32()] : 0;
}

SEC(SECTION)
int unset_result(void *ctx)
{
	long never_set;

	asm volatile("" : "=r"(never_set));
	return never_set;
}

SEC(SECTION)
int record_never_submitted(void *ctx)
{
	__u64 *record = bpf_ringbuf_reserve(&ring, sizeof(*record), 0);

	if (record)
		*record = 1;
	return 0;
}

static __attribute__((noinline)) __u64 deeper(const char *outer)
{
	char buffer[300];

	bpf_probe_read_kernel(buffer, sizeof(buffer), outer);
	return bpf_get_smp_processor_id() + buffer[7];
}

SEC("socket")
int stack_too_large(void *ctx)
{
	char buffer[300];

	bpf_probe_read_kernel(buffer, sizeof(buffer), ctx);
	return deeper(buffer) + buffer[10];
}

SEC(SECTION)
int beyond_stack(void *ctx)
{
	asm volatile("r1 = 0; *(u64 *)(r10 - 520) = r1;" ::: "r1", "memory");
	return 0;
}

SEC("socket")
int helper_of_another_type(void *ctx)
{
	char name[16];

	bpf_get_current_comm(name, sizeof(name));
	return bpf_override_return(ctx, name[0]);
}

SEC(SECTION)
int unresolved_relocation(void *ctx)
{
	struct task_struct *task = (void *)bpf_get_current_task();

	return BPF_CORE_READ(task, no_such_member);
}

SEC("xdp")
int unchecked_packet(struct xdp_md *ctx)
{
	char *data = (void *)(long)ctx->data;

	return data[20] ? XDP_PASS : XDP_DROP;
}

SEC("xdp")
int beyond_context(struct xdp_md *ctx)
{
	return *(__u32 *)((void *)ctx + 200);
}

SEC(SECTION)
int written_constant(void *ctx)
{
	asm volatile("*(u32 *)(%0 + 0) = %1;" : : "r"(&knob), "r"(2) : "memory");
	return 0;
}

SEC("cgroup/sock_create")
int result_out_of_range(void *ctx)
{
	return 7;
}

SEC(SECTION)
int pointer_sum(void *ctx)
{
	__u32 key = 0;
	char *value = bpf_map_lookup_elem(&table, &key);

	if (!value)
		return 0;
	asm volatile("%0 += %1" : "+r"(value) : "r"(ctx));
	return *value;
}

SEC(SECTION)
int wrong_argument(void *ctx)
{
	return bpf_probe_read_kernel((void *)8, 8, ctx);
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
