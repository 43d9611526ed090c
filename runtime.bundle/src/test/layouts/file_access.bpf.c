// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* After file access monitors with fentry: an inode, a mode, a device, a signed result. */
#include "layouts.bpf.h"
#include <bpf/bpf_tracing.h>

struct file_event {
	u64 inode;
	s64 pos;
	s64 ret;
	u32 dev;
	u32 pid;
	u16 mode;
	u32 flags;
	char name[32];
};
RECORD(file_event);

RING(file_events);

SEC("fexit/vfs_read")
int BPF_PROG(vfs_read_exit, struct file *file, char *buf, u64 count, s64 *pos, long ret)
{
	struct file_event *e = bpf_ringbuf_reserve(&file_events, sizeof(*e), 0);

	if (!e)
		return 0;
	e->inode = BPF_CORE_READ(file, f_inode, i_ino);
	e->dev = BPF_CORE_READ(file, f_inode, i_sb, s_dev);
	e->mode = BPF_CORE_READ(file, f_inode, i_mode);
	e->flags = BPF_CORE_READ(file, f_flags);
	e->pid = bpf_get_current_pid_tgid() >> 32;
	e->ret = ret;
	e->pos = *pos;
	bpf_probe_read_kernel_str(e->name, sizeof(e->name), BPF_CORE_READ(file, f_path.dentry, d_name.name));
	bpf_ringbuf_submit(e, 0);
	return 0;
}
