/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
#ifndef EUNOMIA_OPEN_FILE_BPF_H
#define EUNOMIA_OPEN_FILE_BPF_H

#include "eunomia.bpf.h"
#include "core_types.bpf.h"

#define S_IFMT 0170000 /* include/uapi/linux/stat.h */
#define S_IFSOCK 0140000
#define S_IFREG 0100000
#define S_IFIFO 0010000

/* Makes a plain pointer one that can be followed without probes; from 6.2 on (a35b9af4ec2c). */
extern void *bpf_rdonly_cast(const void *object, __u32 type) __ksym __weak;

/* The helper exists from 5.11 on (3ca1032ab7ab). */
static __always_inline struct task_struct *current_task(void)
{
	return (struct task_struct *)bpf_get_current_task_btf();
}

/*
 * The open file behind a descriptor of `task`, as the table is now: NULL if there is none. No
 * reference is held, so it may only be read with probes or through bpf_rdonly_cast.
 */
static __always_inline struct file *open_file(struct task_struct *task, __u32 descriptor)
{
	struct fdtable *table = task->files->fdt;
	struct file *file = NULL;

	if (descriptor < table->max_fds)
		bpf_probe_read_kernel(&file, sizeof(file), table->fd + descriptor);
	return file;
}

/* What tells one file from another, and of which kind it is. */
struct file_identity {
	__u64 inode;
	__u32 dev;
	__u16 type; /* S_IFMT bits of the mode */
};

/* For a pointer that the verifier knows as one to a struct file: an argument of a hooked function. */
static __always_inline void identify_file(struct file *file, struct file_identity *identity)
{
	struct inode *inode = file->f_inode;

	identity->inode = inode->i_ino;
	identity->dev = inode->i_sb->s_dev;
	identity->type = inode->i_mode & S_IFMT;
}

/* For a pointer from open_file: a tenth of the time where the kernel lets us follow it directly. */
static __always_inline void identify_open_file(struct file *file, struct file_identity *identity)
{
	struct inode *inode;

	if (&bpf_rdonly_cast) {
		identify_file(bpf_rdonly_cast(file, bpf_core_type_id_kernel(struct file)), identity);
		return;
	}
	inode = BPF_CORE_READ(file, f_inode);
	identity->inode = BPF_CORE_READ(inode, i_ino);
	identity->dev = BPF_CORE_READ(inode, i_sb, s_dev);
	identity->type = BPF_CORE_READ(inode, i_mode) & S_IFMT;
}

#endif /* EUNOMIA_OPEN_FILE_BPF_H */
