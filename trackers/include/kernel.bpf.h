/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
#ifndef EUNOMIA_KERNEL_BPF_H
#define EUNOMIA_KERNEL_BPF_H
/*
 * The kernel's base types and the few BPF constants that programs need before they can include
 * libbpf's headers. With this, a tracker is compiled from clang and libbpf's headers alone:
 * neither vmlinux.h nor the C library's <linux/...> and <asm/...> headers are wanted.
 *
 * A program that prefers its own vmlinux.h or <linux/bpf.h> includes it first; this file then
 * adds nothing that would clash.
 *
 * Values: include/uapi/linux/bpf.h (stable user-space ABI).
 */

#ifndef __VMLINUX_H__

typedef signed char __s8;
typedef unsigned char __u8;
typedef short __s16;
typedef unsigned short __u16;
typedef int __s32;
typedef unsigned int __u32;
typedef long long __s64;
typedef unsigned long long __u64;

typedef __u16 __be16;
typedef __u32 __be32;
typedef __u32 __wsum;

#ifndef bool
#define bool _Bool
#define true 1
#define false 0
#endif

#ifndef __LINUX_BPF_H__

enum bpf_map_type {
	BPF_MAP_TYPE_HASH = 1,
	BPF_MAP_TYPE_ARRAY = 2,
	BPF_MAP_TYPE_PERCPU_HASH = 5,
	BPF_MAP_TYPE_PERCPU_ARRAY = 6,
	BPF_MAP_TYPE_STACK_TRACE = 7,
	BPF_MAP_TYPE_LRU_HASH = 9,
	BPF_MAP_TYPE_RINGBUF = 27,
};

enum {
	BPF_ANY = 0,
	BPF_NOEXIST = 1,
};

enum {
	BPF_F_USER_STACK = 256,
};

enum {
	BPF_RB_NO_WAKEUP = 1,
	BPF_RB_FORCE_WAKEUP = 2,
};

enum {
	BPF_RB_AVAIL_DATA = 0,
};

#endif /* __LINUX_BPF_H__ */
#endif /* __VMLINUX_H__ */

#endif /* EUNOMIA_KERNEL_BPF_H */
