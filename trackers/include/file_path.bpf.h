/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
#ifndef EUNOMIA_FILE_PATH_BPF_H
#define EUNOMIA_FILE_PATH_BPF_H
/*
 * The path of an open file, by a bounded walk from its dentry up to the root of its mount
 * namespace. (The helper bpf_d_path would do, but the kernel allows it to few programs, and none of
 * them on a tracepoint.)
 */

#include "eunomia.bpf.h"
#include "core_types.bpf.h"
#include "open_file.bpf.h"

#define FILE_PATH_LEN 268
/* Names and mount points crossed; deeper paths begin with "...". */
#define FILE_PATH_STEPS 16
#define START_MASK 511 /* at least FILE_PATH_LEN */
#define NAME_MASK 255  /* NAME_MAX, include/uapi/linux/limits.h */

/* Where a path is put together from its end to its beginning: too large for the stack. */
struct file_path {
	/* Start of what is there. In memory, so that the verifier does not follow each value apart. */
	__u64 start;
	char text[START_MASK + 1 + NAME_MASK + 1];
};

/* The text from `start` on; clang would drop a bound that it knows to hold, the verifier wants it. */
static __always_inline char *path_at(struct file_path *path, __u64 start)
{
	barrier_var(start);
	return &path->text[start & START_MASK];
}

/* Puts the dentry's name, and a slash if asked for, before what is there: false if there is no room. */
static __always_inline bool prepend_name(struct file_path *path, struct dentry *dentry, bool slash)
{
	__u64 length = BPF_CORE_READ(dentry, d_name.len) & NAME_MASK;
	__u64 start = path->start;

	if (length + 1 + 3 > start) /* leaves three bytes for "..." */
		return false;
	start -= length;
	bpf_probe_read_kernel(path_at(path, start), length, BPF_CORE_READ(dentry, d_name.name));
	if (slash)
		*path_at(path, --start) = '/';
	path->start = start;
	return true;
}

static __always_inline void prepend_dots(struct file_path *path)
{
	__u64 start = path->start - 3;
	char *text = path_at(path, start);

	text[0] = text[1] = text[2] = '.';
	path->start = start;
}

/* What has no name: pipes and sockets by their kind. */
static __always_inline void name_unnamed(char *text, __u16 type)
{
	if (type == S_IFIFO)
		__builtin_memcpy(text, "pipe", 5);
	else if (type == S_IFSOCK)
		__builtin_memcpy(text, "socket", 7);
	else
		__builtin_memcpy(text, "anonymous", 10);
}

/*
 * Writes the path of `file` to `text`, FILE_PATH_LEN bytes of which all are set. A file without a
 * place in a tree (memfd, pipe, socket) gives its bare name or kind, a deleted one the path it had.
 */
static __noinline void read_file_path(struct file *file, struct file_path *path, char *text)
{
	struct dentry *dentry = BPF_CORE_READ(file, f_path.dentry);
	struct vfsmount *vfsmount = BPF_CORE_READ(file, f_path.mnt);
	struct dentry *parent = BPF_CORE_READ(dentry, d_parent);
	bool whole = false;

	__builtin_memset(text, 0, FILE_PATH_LEN);
	path->start = FILE_PATH_LEN - 1;
	path->text[FILE_PATH_LEN - 1] = 0;
	if (dentry == parent && BPF_CORE_READ(dentry, d_name.len) != 1) { /* not a root: that is "/" */
		if (prepend_name(path, dentry, false))
			bpf_probe_read_kernel_str(text, FILE_PATH_LEN, path_at(path, path->start));
		if (!text[0])
			name_unnamed(text, BPF_CORE_READ(file, f_inode, i_mode) & S_IFMT);
		return;
	}
#pragma clang loop unroll(disable)
	for (int step = 0; step < FILE_PATH_STEPS; step++) {
		if (dentry == BPF_CORE_READ(vfsmount, mnt_root)) {
			struct mount *mount = (void *)vfsmount - bpf_core_field_offset(struct mount, mnt);
			struct mount *above = BPF_CORE_READ(mount, mnt_parent);

			whole = above == mount;
			if (whole)
				break;
			dentry = BPF_CORE_READ(mount, mnt_mountpoint);
			vfsmount = (void *)above + bpf_core_field_offset(struct mount, mnt);
			continue;
		}
		parent = BPF_CORE_READ(dentry, d_parent);
		whole = dentry == parent;
		if (whole || !prepend_name(path, dentry, true))
			break;
		dentry = parent;
	}
	if (!whole)
		prepend_dots(path);
	else if (path->start == FILE_PATH_LEN - 1)
		text[0] = '/';
	if (path->start < FILE_PATH_LEN - 1)
		bpf_probe_read_kernel_str(text, FILE_PATH_LEN, path_at(path, path->start));
}

#endif /* EUNOMIA_FILE_PATH_BPF_H */
