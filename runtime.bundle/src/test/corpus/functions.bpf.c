// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Programs that the kernel jumps to from a function or tracepoint, verified against its BTF. */
#include "corpus.bpf.h"

struct task_struct {
	int tgid;
} __attribute__((preserve_access_index));

SEC("fentry/do_sys_openat2")
int on_fentry(void *ctx)
{
	return hit(1);
}

SEC("fexit/do_sys_openat2")
int on_fexit(void *ctx)
{
	return hit(1);
}

SEC("fmod_ret/security_inode_unlink")
int on_fmod_ret(void *ctx)
{
	return hit(1);
}

SEC("fentry.s/do_sys_openat2")
int on_sleepable_fentry(void *ctx)
{
	return hit(1);
}

SEC("fentry/no_such_function")
int on_missing_function(void *ctx)
{
	return hit(1);
}

SEC("lsm/file_open")
int on_lsm(void *ctx)
{
	return hit(1);
}

SEC("lsm.s/file_open")
int on_sleepable_lsm(void *ctx)
{
	return hit(1);
}

SEC("lsm_cgroup/socket_bind")
int on_lsm_cgroup(void *ctx)
{
	hit(1);
	return 1;
}

SEC("tp_btf/sys_enter")
int on_btf_tracepoint(void *ctx)
{
	return hit(1);
}

SEC("tp_btf/no_such_tracepoint")
int on_missing_btf_tracepoint(void *ctx)
{
	return hit(1);
}

SEC("tp_btf/task_newtask")
int BPF_PROG(on_task_argument, struct task_struct *task, __u64 flags)
{
	return hit(task->tgid != 0);
}

SEC("iter/bpf_map")
int on_iterator(void *ctx)
{
	return hit_any(1);
}

SEC("iter/task")
int on_task_iterator(void *ctx)
{
	return hit_any(1);
}

SEC("freplace/no_such_program")
int on_replacement(void *ctx)
{
	return 0;
}
