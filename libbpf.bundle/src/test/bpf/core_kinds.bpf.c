// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A relocation of each kind, of what every kernel has, of what only some have, and of what none has. */
#include <linux/bpf.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

#define bool _Bool
#define kept __attribute__((preserve_access_index))

struct list_head {
	struct list_head *next;
} kept;

struct task_struct {
	int pid;
	int tgid;
	int exit_code;
	unsigned int sched_reset_on_fork:1;
	char comm[16];
	struct list_head tasks;
	struct task_struct *real_parent;
} kept;

/* Before 5.14 its state was a long of this name. */
struct task_struct___before {
	long state;
} kept;

struct task_struct___none {
	int no_such_member;
} kept;

struct no_such_struct {
	int x;
} kept;

/* A union inside without a name in the kernel, with other members around. */
struct sk_buff {
	unsigned int len;
	unsigned char pkt_type:3;
} kept;

/* Of another kind than the kernel's. */
struct file___odd {
	struct list_head f_flags;
} kept;

enum bpf_map_type___some {
	BPF_MAP_TYPE_RINGBUF___some = 1,
	BPF_MAP_TYPE_ARENA___some = 2,
	BPF_MAP_TYPE_NONE_SUCH___some = 3,
};

typedef int pid_t;

typedef int (*no_such_typedef)(int);

int value;

SEC("raw_tracepoint/sys_enter")
int fields(void *ctx)
{
	struct task_struct *task = (void *)bpf_get_current_task();
	struct task_struct___before *before = (void *)task;
	struct task_struct___none *none = (void *)task;
	struct sk_buff *packet = (void *)task;
	struct file___odd *odd = (void *)task;

	value += BPF_CORE_READ(task, pid) + BPF_CORE_READ(task, real_parent, tgid);
	value += bpf_core_field_offset(task->comm[3]) + bpf_core_field_size(task->comm) + bpf_core_field_size(task->tasks.next);
	value += BPF_CORE_READ_BITFIELD_PROBED(task, sched_reset_on_fork) + BPF_CORE_READ_BITFIELD_PROBED(packet, pkt_type);
	value += bpf_core_field_exists(task->exit_code) + bpf_core_field_exists(none->no_such_member);
	if (bpf_core_field_exists(before->state))
		value += BPF_CORE_READ(before, state);
	if (bpf_core_field_exists(none->no_such_member))
		value += BPF_CORE_READ(none, no_such_member);
	value += bpf_core_field_exists(odd->f_flags) + bpf_core_field_exists(packet->len);
	return 0;
}

SEC("raw_tracepoint/sys_enter")
int types(void *ctx)
{
	value += bpf_core_type_exists(struct task_struct) + bpf_core_type_exists(struct no_such_struct)
		+ bpf_core_type_exists(pid_t) + bpf_core_type_exists(no_such_typedef)
		+ bpf_core_type_size(struct task_struct) + bpf_core_type_size(struct no_such_struct)
		+ bpf_core_type_matches(struct list_head) + bpf_core_type_matches(struct sk_buff)
		+ bpf_core_type_id_local(struct task_struct) + bpf_core_type_id_kernel(struct task_struct)
		+ bpf_core_type_id_kernel(struct no_such_struct);
	return 0;
}

static __noinline int enumerators(void)
{
	int sum = bpf_core_enum_value_exists(enum bpf_map_type___some, BPF_MAP_TYPE_RINGBUF___some)
		+ bpf_core_enum_value_exists(enum bpf_map_type___some, BPF_MAP_TYPE_ARENA___some)
		+ bpf_core_enum_value_exists(enum bpf_map_type___some, BPF_MAP_TYPE_NONE_SUCH___some)
		+ bpf_core_enum_value(enum bpf_map_type___some, BPF_MAP_TYPE_RINGBUF___some);

	if (bpf_core_enum_value_exists(enum bpf_map_type___some, BPF_MAP_TYPE_NONE_SUCH___some))
		sum += bpf_core_enum_value(enum bpf_map_type___some, BPF_MAP_TYPE_NONE_SUCH___some);
	return sum;
}

SEC("raw_tracepoint/sys_enter")
int values(void *ctx)
{
	value += enumerators();
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
