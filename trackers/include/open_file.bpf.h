/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
#ifndef EUNOMIA_OPEN_FILE_BPF_H
#define EUNOMIA_OPEN_FILE_BPF_H

#include "eunomia.bpf.h"
#include "core_types.bpf.h"

#define S_IFMT 0170000 /* include/uapi/linux/stat.h */
#define S_IFSOCK 0140000
#define S_IFREG 0100000
#define S_IFIFO 0010000

/*
 * The open file behind a descriptor of `task`, as the table is now: NULL if there is none. No
 * reference is held, so it may only be read with probes.
 */
static __always_inline struct file *open_file(struct task_struct *task, __u32 descriptor)
{
	struct fdtable *table = BPF_CORE_READ(task, files, fdt);
	struct file **slots = BPF_CORE_READ(table, fd);
	struct file *file = NULL;

	if (descriptor < BPF_CORE_READ(table, max_fds))
		bpf_probe_read_kernel(&file, sizeof(file), slots + descriptor);
	return file;
}

/* The S_IFMT bits of an open file's mode. */
static __always_inline __u16 file_type(struct file *file)
{
	return BPF_CORE_READ(file, f_inode, i_mode) & S_IFMT;
}

#endif /* EUNOMIA_OPEN_FILE_BPF_H */
