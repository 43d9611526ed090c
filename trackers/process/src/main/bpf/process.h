/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
#ifndef EUNOMIA_PROCESS_H
#define EUNOMIA_PROCESS_H

#include "display.bpf.h"

#define FILENAME_LEN 256
#define ARGS_LEN 1024 /* a multiple of 8 */
#define ARGS_MAX 16

enum process_event_kind {
	EXEC = 1,
	EXIT = 2,
};

#pragma clang diagnostic push
#pragma clang diagnostic error "-Wpadded"

/* An EXEC record ends after the used part of args, an EXIT record after comm. */
struct process_event {
	eu_ktime_ns_t time;
	eu_duration_ns_t duration_ns; /* age of the process: from its fork to this event */
	eu_cgroup_id_t cgroup_id;
	enum process_event_kind kind;
	eu_pid_t pid;
	eu_pid_t ppid; /* of the real parent, not of a tracer */
	eu_uid_t uid;
	eu_gid_t gid;
	eu_namespace_t mount_ns;
	eu_namespace_t pid_ns;
	__u32 exit_code;    /* EXIT: as given to exit(2), 0 to 255 */
	eu_signal_t signal; /* EXIT: the signal that ended the process */
	__u32 argc;         /* EXEC: all of them, also those that args leaves out */
	char comm[16];
	char filename[FILENAME_LEN]; /* EXEC: as given to execve(2) */
	char args[ARGS_LEN];         /* EXEC: the first ARGS_MAX, a space between two */
};

#pragma clang diagnostic pop

#endif /* EUNOMIA_PROCESS_H */
