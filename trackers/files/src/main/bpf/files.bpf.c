// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Every open as an event; reads and writes summed up per process and file. */
#include "eunomia.bpf.h"
#include "core_types.bpf.h"
#include "file_path.bpf.h"
#include "open_file.bpf.h"
#include "syscalls.bpf.h"
#include "target.bpf.h"
#include "files.h"

#define AT_FDCWD -100 /* include/uapi/linux/fcntl.h */
#define O_WRONLY 01
#define O_CREAT 0100
#define O_TRUNC 01000
#define O_LARGEFILE 0100000
#define __O_TMPFILE 020000000
#define EINTR 4
#define ERESTARTSYS 512 /* include/linux/errno.h: what a signal interrupted, up to 516 */
#define ERESTART_RESTARTBLOCK 516

/* Report opens. */
const volatile bool opens = true;
/* Of the opens only those that fail. */
const volatile bool failed = false;
/* Sum up reads and writes. */
const volatile bool io_totals = true;
/* Sum up reads and writes of pipes, sockets and devices as well, not of regular files alone. */
const volatile bool all_files = false;

EUNOMIA_RING(events, struct open_event, 1024 * 1024);

/*
 * Reads and writes since the last summary. Two maps take turns, so that the one that is being
 * read out and emptied is not written to: io_active says which one is (0: io, 1: io_twin).
 */
struct io_map {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 8192);
	__type(key, struct io_key);
	__type(value, struct io_value);
};

struct io_map io SEC(".maps");
struct io_map io_twin SEC(".maps");
EUNOMIA_LOST(io);
EUNOMIA_LOST(io_twin);
volatile __u32 io_active;

/*
 * Where records and rows are put together, on each CPU once for each program that may do so: one
 * program can preempt another where hooks allow preemption (fexit), but none can run twice on a CPU.
 */
enum row_writer {
	ON_SYSCALL_EXIT = 0,
	ON_VFS_READ = 0,
	ON_VFS_WRITE,
	ON_VFS_READV,
	ON_VFS_WRITEV,
	ROW_WRITERS,
};

struct new_row {
	struct io_value value;
	struct file_path path;
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, ROW_WRITERS);
	__type(key, __u32);
	__type(value, struct new_row);
} new_rows SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct open_event);
} new_events SEC(".maps");

/* A call that a signal interrupts is restarted, or fails with EINTR: then this is one failure. */
static __always_inline __s32 open_result(long result)
{
	return result <= -ERESTARTSYS && result >= -ERESTART_RESTARTBLOCK ? -EINTR : result;
}

static __always_inline void report_open(__s32 dirfd, const char *path, __u64 flags, __u64 mode,
					long result)
{
	__u64 pid_tgid = bpf_get_current_pid_tgid();
	__u64 uid_gid = bpf_get_current_uid_gid();
	struct open_event *event;
	__u32 zero = 0;
	long length;

	if (!opens || (failed && result >= 0) || !current_is_target())
		return;
	event = bpf_map_lookup_elem(&new_events, &zero);
	if (!event)
		return;
	event->time = bpf_ktime_get_ns();
	event->pid = pid_tgid >> 32;
	event->tid = (__u32)pid_tgid;
	event->uid = (__u32)uid_gid;
	event->gid = uid_gid >> 32;
	event->dirfd = dirfd;
	event->result = open_result(result);
	/* the kernel itself adds O_LARGEFILE to the calls of 64-bit programs */
	event->flags = flags & ~O_LARGEFILE;
	event->mode = flags & (O_CREAT | __O_TMPFILE) ? mode : 0;
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	/* after the call, so the page is there: the kernel itself has just read it */
	length = bpf_probe_read_user_str(event->path, sizeof(event->path), path);
	if (length < 1)
		length = 1; /* a pointer to nowhere: result says EFAULT */
	if (length <= PATH_MAX)
		eunomia_output(events, event, __builtin_offsetof(struct open_event, path) + length - 1);
}

static __always_inline struct io_value *find_row(__u32 active, struct io_key *key)
{
	return active ? bpf_map_lookup_elem(&io_twin, key) : bpf_map_lookup_elem(&io, key);
}

/* Makes the row of a process and file: NULL if the map is full, which is counted. */
static __always_inline struct io_value *add_row(__u32 active, struct io_key *key, struct file *file,
						enum row_writer writer)
{
	__u32 index = writer;
	struct new_row *row = bpf_map_lookup_elem(&new_rows, &index);
	struct io_value *value;

	if (!row)
		return NULL;
	value = &row->value;
	value->uid = (__u32)bpf_get_current_uid_gid();
	bpf_get_current_comm(value->comm, sizeof(value->comm));
	read_file_path(file, &row->path, value->path);
	if (active)
		bpf_map_update_elem(&io_twin, key, value, BPF_NOEXIST);
	else
		bpf_map_update_elem(&io, key, value, BPF_NOEXIST);
	value = find_row(active, key); /* ours, or that of a thread which was faster */
	if (!value && active)
		eunomia_count_lost(io_twin);
	else if (!value)
		eunomia_count_lost(io);
	return value;
}

static __always_inline void count_io(struct file *file, struct file_identity *identity, bool write,
				     __u64 bytes, enum row_writer writer)
{
	__u32 active = io_active; /* once: it may change meanwhile */
	struct io_value *row;
	struct io_key key;

	if (!current_is_target() || (!all_files && identity->type != S_IFREG))
		return;
	key.pid = bpf_get_current_pid_tgid() >> 32;
	key.dev = identity->dev;
	key.inode = identity->inode;
	row = find_row(active, &key);
	if (!row)
		row = add_row(active, &key, file, writer);
	if (!row)
		return;
	eunomia_add(write ? &row->writes : &row->reads, 1);
	eunomia_add(write ? &row->write_bytes : &row->read_bytes, bytes);
}

/* ---- hooks on the functions themselves: they cost other system calls nothing ---- */

SEC("fexit/do_sys_openat2")
int BPF_PROG(open_exit, int dirfd, const char *path, struct open_how *how, long result)
{
	report_open(dirfd, path, BPF_CORE_READ(how, flags), BPF_CORE_READ(how, mode), (int)result);
	return 0;
}

static __always_inline int vfs_call_ends(struct file *file, bool write, long result,
					 enum row_writer writer)
{
	struct file_identity identity;

	if (result < 0 || !io_totals)
		return 0;
	identify_file(file, &identity);
	count_io(file, &identity, write, result, writer);
	return 0;
}

SEC("fexit/vfs_read")
int BPF_PROG(vfs_read_exit, struct file *file, char *buffer, unsigned long count, void *position,
	     long result)
{
	return vfs_call_ends(file, false, result, ON_VFS_READ);
}

SEC("fexit/vfs_write")
int BPF_PROG(vfs_write_exit, struct file *file, const char *buffer, unsigned long count,
	     void *position, long result)
{
	return vfs_call_ends(file, true, result, ON_VFS_WRITE);
}

SEC("fexit/vfs_readv")
int BPF_PROG(vfs_readv_exit, struct file *file, const void *vector, unsigned long count,
	     void *position, int flags, long result)
{
	return vfs_call_ends(file, false, result, ON_VFS_READV);
}

SEC("fexit/vfs_writev")
int BPF_PROG(vfs_writev_exit, struct file *file, const void *vector, unsigned long count,
	     void *position, int flags, long result)
{
	return vfs_call_ends(file, true, result, ON_VFS_WRITEV);
}

/* ---- one hook at the end of every system call, where functions cannot be hooked ---- */

static __always_inline void report_open_call(long number, struct pt_regs *regs, long result)
{
	__s32 dirfd = syscall_argument1(regs);
	const char *path = (const char *)syscall_argument2(regs);
	struct open_how how = {};

	if (number == SYS_open || number == SYS_creat) {
		dirfd = AT_FDCWD;
		path = (const char *)syscall_argument1(regs);
	}
	switch (number) {
	case SYS_open:
		how.flags = syscall_argument2(regs);
		how.mode = syscall_argument3(regs);
		break;
	case SYS_creat:
		how.flags = O_CREAT | O_WRONLY | O_TRUNC;
		how.mode = syscall_argument2(regs);
		break;
	case SYS_openat:
		how.flags = syscall_argument3(regs);
		how.mode = syscall_argument4(regs);
		break;
	case SYS_openat2:
		bpf_probe_read_user(&how, sizeof(how), (void *)syscall_argument3(regs));
		break;
	}
	report_open(dirfd, path, how.flags, how.mode, result);
}

static __always_inline void count_io_call(struct pt_regs *regs, bool write, long result)
{
	struct file_identity identity;
	struct file *file;

	if (result < 0 || !io_totals)
		return;
	file = open_file(current_task(), syscall_argument1(regs));
	if (!file)
		return;
	identify_open_file(file, &identity);
	count_io(file, &identity, write, result, ON_SYSCALL_EXIT);
}

SEC("tp_btf/sys_exit")
int BPF_PROG(syscall_exit, struct pt_regs *regs, long result)
{
	long number = syscall_number(regs);

	switch (number) {
	case SYS_read:
	case SYS_pread64:
	case SYS_readv:
	case SYS_preadv:
	case SYS_preadv2:
		if (!syscall_is_compat(current_task()))
			count_io_call(regs, false, result);
		break;
	case SYS_write:
	case SYS_pwrite64:
	case SYS_writev:
	case SYS_pwritev:
	case SYS_pwritev2:
		if (!syscall_is_compat(current_task()))
			count_io_call(regs, true, result);
		break;
	case SYS_open:
	case SYS_creat:
	case SYS_openat:
	case SYS_openat2:
		if (!syscall_is_compat(current_task()))
			report_open_call(number, regs, result);
		break;
	}
	return 0;
}

EUNOMIA_LICENSE;
