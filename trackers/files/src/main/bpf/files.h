/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
#ifndef EUNOMIA_FILES_H
#define EUNOMIA_FILES_H

#include "display.bpf.h"

#define PATH_MAX 4096     /* include/uapi/linux/limits.h */
#define FILE_PATH_LEN 268 /* makes struct io_value 320 bytes */

#pragma clang diagnostic push
#pragma clang diagnostic error "-Wpadded"

/* A record ends after the used part of path. */
struct open_event {
	eu_ktime_ns_t time; /* when the call returned */
	eu_pid_t pid;
	eu_tid_t tid;
	eu_uid_t uid;
	eu_gid_t gid;
	eu_dirfd_t dirfd; /* what a relative path is relative to */
	eu_result_t result;
	eu_open_flags_t flags;
	eu_file_mode_t mode; /* of a file to be created, before the umask; else 0 */
	char comm[16];
	char path[PATH_MAX]; /* as given to the call */
};

struct io_key {
	eu_pid_t pid;
	eu_dev_t dev;
	eu_inode_t inode;
};

struct io_value {
	__u64 reads;
	__u64 writes;
	eu_bytes_t read_bytes;
	eu_bytes_t write_bytes;
	eu_uid_t uid;
	char comm[16]; /* of the thread that was first in the interval */
	char path[FILE_PATH_LEN];
};

#pragma clang diagnostic pop

#endif /* EUNOMIA_FILES_H */
