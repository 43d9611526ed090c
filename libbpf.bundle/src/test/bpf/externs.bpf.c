// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* What the loader takes from the kernel: configuration, symbols, types by CO-RE. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

struct list_head___here {
	struct list_head___here *next;
} __attribute__((preserve_access_index));

struct task_struct {
	int pid;
	int tgid;
	struct task_struct *group_leader;
	unsigned int in_execve : 1;
} __attribute__((preserve_access_index));

enum pid_type___here { PIDTYPE_PID };

extern int LINUX_KERNEL_VERSION __kconfig;
extern _Bool CONFIG_BPF __kconfig __weak;
extern enum libbpf_tristate CONFIG_BPF_SYSCALL __kconfig __weak;
extern const char CONFIG_LOCALVERSION[16] __kconfig __weak;
extern const void init_task __ksym __weak;
extern void bpf_task_release(struct task_struct *task) __ksym __weak;

__u64 seen;

SEC("tp_btf/sched_process_exit")
int on_exit(__u64 *ctx)
{
	struct task_struct *task = (void *)ctx[0];

	seen += LINUX_KERNEL_VERSION + CONFIG_BPF + (CONFIG_BPF_SYSCALL == TRI_YES) + CONFIG_LOCALVERSION[0];
	seen += task->pid + BPF_CORE_READ(task, group_leader, tgid);
	seen += BPF_CORE_READ_BITFIELD(task, in_execve);
	seen += bpf_core_type_exists(struct list_head___here) + bpf_core_type_size(struct task_struct);
	seen += bpf_core_enum_value_exists(enum pid_type___here, PIDTYPE_PID);
	if (&init_task)
		seen += (__u64)&init_task;
	if (bpf_task_release)
		seen++;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
