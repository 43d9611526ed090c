/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
#ifndef EUNOMIA_DISPLAY_BPF_H
#define EUNOMIA_DISPLAY_BPF_H
/*
 * Types that carry how a value is shown. The decoder finds the typedef's name in BTF and honours
 * it; JSON keeps the number where a number is what a program wants (see each line). A field of a
 * plain integer type is shown as that integer, char arrays as text up to their first NUL, enums by
 * the name of the enumerator (an unknown value as its number), bool as true or false.
 *
 * "number" below means: JSON and CSV carry the plain integer, only plain text differs.
 */

#include "kernel.bpf.h"

/* ---- time ---- */

/* Nanoseconds of CLOCK_MONOTONIC (bpf_ktime_get_ns): shown as wall time, RFC 3339 in JSON. */
typedef __u64 eu_ktime_ns_t;
/* Nanoseconds of CLOCK_BOOTTIME (bpf_ktime_get_boot_ns): shown as wall time, RFC 3339 in JSON. */
typedef __u64 eu_boottime_ns_t;
/* A span in nanoseconds: "1.25 ms" in plain text; number. */
typedef __u64 eu_duration_ns_t;

/* ---- sizes and numbers ---- */

/* A size in bytes: "1.5 MiB" in plain text; number. */
typedef __u64 eu_bytes_t;
/* Shown as 0x-prefixed hexadecimal of full width, in JSON as such a string. */
typedef __u8 eu_hex8_t;
typedef __u16 eu_hex16_t;
typedef __u32 eu_hex32_t;
typedef __u64 eu_hex64_t;
/* An address in the kernel, or in a process: hexadecimal. */
typedef __u64 eu_kaddr_t;
typedef __u64 eu_uaddr_t;
/*
 * An address in the kernel's code, or in that of the process which the field tgid or pid beside it tells: the function
 * that it is in, else hexadecimal; a string in JSON.
 */
typedef __u64 eu_ksym_t;
typedef __u64 eu_usym_t;

/* ---- processes ---- */

/* Process id as user space knows it (the kernel's tgid), in the initial pid namespace; number. */
typedef __u32 eu_pid_t;
/* Thread id as user space knows it (the kernel's pid), in the initial pid namespace; number. */
typedef __u32 eu_tid_t;
/* User and group id in the initial user namespace; number. */
typedef __u32 eu_uid_t;
typedef __u32 eu_gid_t;
/* Id of a cgroup of the v2 hierarchy, which is its folder's inode number; number. */
typedef __u64 eu_cgroup_id_t;
/* The same ids by name: "www-data", "/system.slice/ssh.service"; a string in JSON, the number if there is no name. */
typedef __u32 eu_user_t;
typedef __u32 eu_group_t;
typedef __u64 eu_cgroup_t;
/* A capability: "CAP_SYS_ADMIN". */
typedef __u32 eu_capability_t;
/* Inode number of a namespace, as in /proc/PID/ns; number. */
typedef __u32 eu_namespace_t;
/* Signal number, 0 for none: "SIGKILL"; 0 is shown empty; JSON: the name, null for 0. */
typedef __u32 eu_signal_t;

/* ---- results of system calls ---- */

/* 0 or a negative errno: "0", "ENOENT"; number, and JSON adds no name. */
typedef __s32 eu_errno_t;
/* An errno that programs keep without its sign: "ENOENT" for 2; number. */
typedef __u32 eu_errno_positive_t;
/* The number of a system call of this architecture: "openat". */
typedef __u32 eu_syscall_t;
/* A result (a descriptor, a count) or a negative errno: "3", "ENOENT"; number. */
typedef __s32 eu_result_t;

/* ---- files ---- */

/* O_* flags of open(2), x86 and arm64 values as the kernel counts them: "O_RDWR|O_CREAT". */
typedef __u32 eu_open_flags_t;
/* Permission bits or st_mode: octal, "0644"; number. */
typedef __u32 eu_file_mode_t;
/* A directory descriptor as the *at() calls take it: "AT_FDCWD" for -100; number. */
typedef __s32 eu_dirfd_t;
/* The kernel's own dev_t: major << 20 | minor; "8:1", in JSON as such a string. */
typedef __u32 eu_dev_t;
/* The same by the device's name: "sda1". */
typedef __u32 eu_disk_t;
/* Inode number; number. */
typedef __u64 eu_inode_t;

/* ---- network ---- */

/* Port in host order, and in network order; number in host order. */
typedef __u16 eu_port_t;
typedef __be16 eu_port_be_t;
/* IPv4 address in network order: "127.0.0.1". */
typedef __be32 eu_ipv4_be_t;
/*
 * 16 bytes: "::1" (RFC 5952). IPv4 addresses are kept mapped (::ffff:a.b.c.d): beside a field that tells the family,
 * AF_INET's are shown as "a.b.c.d", AF_INET6's as "::ffff:a.b.c.d".
 */
typedef __u8 eu_ip_t[16];

/* include/linux/socket.h */
enum eu_addr_family {
	AF_UNSPEC = 0,
	AF_UNIX = 1,
	AF_INET = 2,
	AF_INET6 = 10,
};

#endif /* EUNOMIA_DISPLAY_BPF_H */
