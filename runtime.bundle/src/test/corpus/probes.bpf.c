// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Programs at kernel functions and at functions of processes. */
#include "corpus.bpf.h"

struct task_struct {
	int tgid;
} __attribute__((preserve_access_index));

SEC("kprobe/do_sys_openat2")
int on_kprobe(void *ctx)
{
	return hit(1);
}

SEC("kretprobe/do_sys_openat2")
int on_kretprobe(void *ctx)
{
	return hit(1);
}

SEC("kprobe/do_sys_openat2")
int on_kprobe_core(void *ctx)
{
	struct task_struct *task = (void *)bpf_get_current_task();

	return hit((__u32)BPF_CORE_READ(task, tgid) == own_tgid);
}

SEC("ksyscall/openat")
int on_ksyscall(void *ctx)
{
	return hit(1);
}

SEC("kretsyscall/openat")
int on_kretsyscall(void *ctx)
{
	return hit(1);
}

SEC("kprobe.multi/do_sys_openat*")
int on_kprobe_multi(void *ctx)
{
	return hit(1);
}

SEC("kretprobe.multi/do_sys_openat*")
int on_kretprobe_multi(void *ctx)
{
	return hit(1);
}

SEC("kprobe")
int on_given_kprobe(void *ctx)
{
	return hit(1);
}

SEC("kprobe/no_such_function")
int on_missing_function(void *ctx)
{
	return hit(1);
}

SEC("uprobe/libc.so.6:setlocale")
int on_uprobe_by_library(void *ctx)
{
	return hit_any(1);
}

SEC("uprobe")
int on_uprobe(void *ctx)
{
	return hit_any(1);
}

SEC("uretprobe")
int on_uretprobe(void *ctx)
{
	return hit_any(1);
}

SEC("uprobe/libc.so.6:no_such_function")
int on_missing_symbol(void *ctx)
{
	return hit_any(1);
}
