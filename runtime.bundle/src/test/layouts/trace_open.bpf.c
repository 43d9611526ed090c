// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After inspektor-gadget's trace_open: typedef names that say what a value is, nested process data. */
#include "layouts.bpf.h"

typedef u64 gadget_timestamp;
typedef u64 gadget_mntns_id;
typedef u32 gadget_errno;
typedef u32 gadget_uid;
typedef u32 gadget_gid;
typedef u32 gadget_pid;
typedef u32 gadget_tid;

struct gadget_creds {
	gadget_uid uid;
	gadget_gid gid;
};

struct gadget_parent {
	char comm[TASK_COMM_LEN];
	gadget_pid pid;
};

struct gadget_process {
	char comm[TASK_COMM_LEN];
	gadget_pid pid;
	gadget_tid tid;
	struct gadget_creds creds;
	struct gadget_parent parent;
};

struct event {
	gadget_timestamp timestamp_raw;
	gadget_mntns_id mntns_id;
	struct gadget_process proc;
	gadget_errno error_raw;
	u32 fd;
	int flags_raw;
	u16 mode_raw;
	char fname[64];
};
RECORD(event);

struct args_t {
	const char *fname;
	int flags;
	u16 mode;
};
HASH(start, u32, struct args_t);
RING(events);

static __always_inline void gadget_process_populate(struct gadget_process *p)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	u64 pid_tgid = bpf_get_current_pid_tgid(), uid_gid = bpf_get_current_uid_gid();
	struct task_struct *parent;

	bpf_get_current_comm(p->comm, sizeof(p->comm));
	p->pid = pid_tgid >> 32;
	p->tid = (u32)pid_tgid;
	p->creds.uid = (u32)uid_gid;
	p->creds.gid = (u32)(uid_gid >> 32);
	parent = BPF_CORE_READ(task, real_parent);
	bpf_probe_read_kernel(&p->parent.comm, sizeof(p->parent.comm), parent->comm);
	p->parent.pid = (gadget_pid)BPF_CORE_READ(parent, tgid);
}

SEC("tracepoint/syscalls/sys_enter_openat")
int ig_openat_e(struct trace_event_raw_sys_enter *ctx)
{
	u32 pid = bpf_get_current_pid_tgid();
	struct args_t args = {};

	if (other_process())
		return 0;
	args.fname = (const char *)ctx->args[1];
	args.flags = (int)ctx->args[2];
	args.mode = (u16)ctx->args[3];
	bpf_map_update_elem(&start, &pid, &args, 0);
	return 0;
}

SEC("tracepoint/syscalls/sys_exit_openat")
int ig_openat_x(struct trace_event_raw_sys_exit *ctx)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	u32 pid = bpf_get_current_pid_tgid();
	struct args_t *ap = bpf_map_lookup_elem(&start, &pid);
	struct event *event;
	long ret = ctx->ret;

	if (!ap)
		return 0;
	event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);
	if (!event)
		return 0;
	event->timestamp_raw = bpf_ktime_get_boot_ns();
	event->mntns_id = BPF_CORE_READ(task, nsproxy, mnt_ns, ns.inum);
	gadget_process_populate(&event->proc);
	event->error_raw = ret < 0 ? -ret : 0;
	event->fd = ret >= 0 ? ret : 0;
	event->flags_raw = ap->flags;
	event->mode_raw = ap->mode;
	bpf_probe_read_user_str(&event->fname, sizeof(event->fname), ap->fname);
	bpf_ringbuf_submit(event, 0);
	bpf_map_delete_elem(&start, &pid);
	return 0;
}
