// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After bcc's mountsnoop: one program fills one member of the union, another one another. */
#include "layouts.bpf.h"

enum op {
	MOUNT,
	UMOUNT,
	FSOPEN,
};

struct event {
	u64 delta;
	u32 pid;
	u32 tid;
	u32 mnt_ns;
	int ret;
	char comm[TASK_COMM_LEN];
	enum op op;
	union {
		struct {
			u64 flags;
			char fs[8];
			char src[32];
			char dest[32];
		} mount;
		struct {
			u64 flags;
			char dest[32];
		} umount;
		struct {
			char fs[8];
			u32 flags;
		} fsopen;
	};
};
RECORD(event);

RING(events);

static __always_inline struct event *begin(enum op op)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	struct event *eventp = bpf_ringbuf_reserve(&events, sizeof(*eventp), 0);

	if (!eventp)
		return NULL;
	eventp->delta = bpf_ktime_get_ns();
	eventp->pid = bpf_get_current_pid_tgid() >> 32;
	eventp->tid = (u32)bpf_get_current_pid_tgid();
	eventp->mnt_ns = BPF_CORE_READ(task, nsproxy, mnt_ns, ns.inum);
	eventp->ret = -1;
	bpf_get_current_comm(&eventp->comm, sizeof(eventp->comm));
	eventp->op = op;
	return eventp;
}

SEC("tracepoint/syscalls/sys_enter_mount")
int mount_entry(struct trace_event_raw_sys_enter *ctx)
{
	struct event *eventp = other_process() ? NULL : begin(MOUNT);

	if (!eventp)
		return 0;
	eventp->mount.flags = (u64)ctx->args[3];
	bpf_probe_read_user_str(eventp->mount.fs, sizeof(eventp->mount.fs), (const char *)ctx->args[2]);
	bpf_probe_read_user_str(eventp->mount.src, sizeof(eventp->mount.src), (const char *)ctx->args[0]);
	bpf_probe_read_user_str(eventp->mount.dest, sizeof(eventp->mount.dest), (const char *)ctx->args[1]);
	bpf_ringbuf_submit(eventp, 0);
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_umount")
int umount_entry(struct trace_event_raw_sys_enter *ctx)
{
	struct event *eventp = other_process() ? NULL : begin(UMOUNT);

	if (!eventp)
		return 0;
	eventp->umount.flags = (u64)ctx->args[1];
	bpf_probe_read_user_str(eventp->umount.dest, sizeof(eventp->umount.dest), (const char *)ctx->args[0]);
	bpf_ringbuf_submit(eventp, 0);
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_fsopen")
int fsopen_entry(struct trace_event_raw_sys_enter *ctx)
{
	struct event *eventp = other_process() ? NULL : begin(FSOPEN);

	if (!eventp)
		return 0;
	bpf_probe_read_user_str(eventp->fsopen.fs, sizeof(eventp->fsopen.fs), (const char *)ctx->args[0]);
	eventp->fsopen.flags = (u32)ctx->args[1];
	bpf_ringbuf_submit(eventp, 0);
	return 0;
}
