/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
#ifndef LAYOUTS_BPF_H
#define LAYOUTS_BPF_H
/*
 * What the programs of the layout table share. Each is written after a kind of program that people run, and fills
 * records of a struct of its own. It is compiled twice: with STRUCT_IN_BTF, which gives the truth, and without, when
 * the runtime has to find the same layout by other means.
 */
#include <linux/bpf.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

typedef __u8 u8;
typedef __u16 u16;
typedef __u32 u32;
typedef __u64 u64;
typedef __s8 s8;
typedef __s16 s16;
typedef __s32 s32;
typedef __s64 s64;
typedef _Bool bool;
typedef int pid_t;
typedef unsigned int uid_t;
typedef unsigned int dev_t;
typedef unsigned long uintptr_t;

#define true 1
#define false 0
#define AF_INET 2
#define AF_INET6 10
#define TASK_COMM_LEN 16

#ifdef STRUCT_IN_BTF
/* The one line that keeps a struct in BTF, which clang leaves out if only functions use it. */
#define RECORD(type) const struct type *unused __attribute__((unused))
/* The same where there are several rings. */
#define RECORD_OF(map, type) const struct type *map##_event __attribute__((unused))
#else
#define RECORD(type) struct type
#define RECORD_OF(map, type) struct type
#endif

#define RING(name)                                                                                                     \
	struct {                                                                                                       \
		__uint(type, BPF_MAP_TYPE_RINGBUF);                                                                    \
		__uint(max_entries, 256 * 1024);                                                                       \
	} name SEC(".maps")

#define PERF_BUFFER(name)                                                                                              \
	struct {                                                                                                       \
		__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);                                                           \
		__uint(key_size, sizeof(u32));                                                                         \
		__uint(value_size, sizeof(u32));                                                                       \
	} name SEC(".maps")

/* Room for a record that the stack is too small for, without naming its type. */
#define SCRATCH(name, size)                                                                                            \
	struct {                                                                                                       \
		__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);                                                               \
		__uint(max_entries, 1);                                                                                \
		__uint(key_size, sizeof(u32));                                                                         \
		__uint(value_size, size);                                                                              \
	} name SEC(".maps")

#define HASH(name, key_type, value_type)                                                                               \
	struct {                                                                                                       \
		__uint(type, BPF_MAP_TYPE_HASH);                                                                       \
		__uint(max_entries, 10240);                                                                            \
		__type(key, key_type);                                                                                 \
		__type(value, value_type);                                                                             \
	} name SEC(".maps")

/* Only the test's own process is of interest; 0 for all. */
const volatile u32 own_tgid = 0;

static __always_inline bool other_process(void)
{
	return own_tgid && bpf_get_current_pid_tgid() >> 32 != own_tgid;
}

/* ---- what the programs read, as the kernel has it; libbpf finds the members' places ---- */

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct pt_regs {
	unsigned long r15, r14, r13, r12, bp, bx, r11, r10, r9, r8, ax, cx, dx, si, di, orig_ax, ip, cs, flags, sp, ss;
};

struct trace_entry {
	unsigned short type;
	unsigned char flags;
	unsigned char preempt_count;
	int pid;
};

struct trace_event_raw_sys_enter {
	struct trace_entry ent;
	long id;
	unsigned long args[6];
};

struct trace_event_raw_sys_exit {
	struct trace_entry ent;
	long id;
	long ret;
};

struct trace_event_raw_sched_process_exec {
	struct trace_entry ent;
	u32 __data_loc_filename;
	pid_t pid;
	pid_t old_pid;
};

struct trace_event_raw_sched_process_template {
	struct trace_entry ent;
	char comm[16];
	pid_t pid;
	int prio;
};

struct trace_event_raw_sched_process_fork {
	struct trace_entry ent;
	char parent_comm[16];
	pid_t parent_pid;
	char child_comm[16];
	pid_t child_pid;
};

struct trace_event_raw_sched_switch {
	struct trace_entry ent;
	char prev_comm[16];
	pid_t prev_pid;
	int prev_prio;
	long prev_state;
	char next_comm[16];
	pid_t next_pid;
	int next_prio;
};

struct trace_event_raw_signal_generate {
	struct trace_entry ent;
	int sig;
	int errno;
	int code;
	char comm[16];
	pid_t pid;
	int group;
	int result;
};

struct trace_event_raw_inet_sock_set_state {
	struct trace_entry ent;
	const void *skaddr;
	int oldstate;
	int newstate;
	u16 sport;
	u16 dport;
	u16 family;
	u16 protocol;
	u8 saddr[4];
	u8 daddr[4];
	u8 saddr_v6[16];
	u8 daddr_v6[16];
};

typedef struct {
	int counter;
} atomic_t;

typedef struct {
	uid_t val;
} kuid_t;

typedef struct {
	unsigned int val;
} kgid_t;

struct qstr {
	u32 len;
	const unsigned char *name;
};

struct super_block {
	dev_t s_dev;
};

struct inode {
	unsigned short i_mode;
	unsigned long i_ino;
	struct super_block *i_sb;
	s64 i_size;
};

struct dentry {
	struct dentry *d_parent;
	struct qstr d_name;
	struct inode *d_inode;
};

struct vfsmount;

struct path {
	struct vfsmount *mnt;
	struct dentry *dentry;
};

struct file {
	struct path f_path;
	struct inode *f_inode;
	unsigned int f_flags;
};

struct kiocb {
	struct file *ki_filp;
	s64 ki_pos;
};

struct ns_common {
	unsigned int inum;
};

struct mnt_namespace {
	struct ns_common ns;
};

struct net {
	struct ns_common ns;
};

struct nsproxy {
	struct mnt_namespace *mnt_ns;
	struct net *net_ns;
};

struct cred {
	kuid_t uid;
	kgid_t gid;
	kuid_t euid;
};

struct signal_struct {
	atomic_t live;
	int group_exit_code;
};

struct mm_struct {
	unsigned long arg_start;
	unsigned long arg_end;
	unsigned long total_vm;
};

struct task_struct {
	unsigned int __state;
	unsigned int flags;
	int prio;
	int exit_code;
	pid_t pid;
	pid_t tgid;
	struct task_struct *real_parent;
	struct task_struct *group_leader;
	u64 start_time;
	u64 start_boottime;
	const struct cred *cred;
	char comm[TASK_COMM_LEN];
	struct mm_struct *mm;
	struct nsproxy *nsproxy;
	struct signal_struct *signal;
};

struct linux_binprm {
	const char *filename;
	const char *interp;
	struct cred *cred;
	int argc;
};

struct oom_control {
	const int order;
	unsigned long totalpages;
	struct task_struct *chosen;
	long chosen_points;
};

struct in6_addr {
	union {
		u8 u6_addr8[16];
		__be16 u6_addr16[8];
		__be32 u6_addr32[4];
	} in6_u;
};

struct sock_common {
	union {
		struct {
			__be32 skc_daddr;
			__be32 skc_rcv_saddr;
		};
	};
	union {
		struct {
			__be16 skc_dport;
			u16 skc_num;
		};
	};
	unsigned short skc_family;
	volatile unsigned char skc_state;
	int skc_bound_dev_if;
	struct {
		struct net *net;
	} skc_net;
	struct in6_addr skc_v6_daddr;
	struct in6_addr skc_v6_rcv_saddr;
};

struct sock {
	struct sock_common __sk_common;
	int sk_rcvbuf;
	u16 sk_protocol;
	u32 sk_max_ack_backlog;
	u32 sk_ack_backlog;
	kuid_t sk_uid;
};

struct inet_sock {
	struct sock sk;
	__be32 inet_saddr;
	__be16 inet_sport;
};

struct tcp_sock {
	u64 bytes_received;
	u64 bytes_acked;
	u32 srtt_us;
	u32 snd_cwnd;
	u32 rcv_nxt;
	u32 copied_seq;
};

struct socket {
	short type;
	struct sock *sk;
};

struct sockaddr {
	unsigned short sa_family;
	char sa_data[14];
};

struct in_addr {
	__be32 s_addr;
};

struct sockaddr_in {
	unsigned short sin_family;
	__be16 sin_port;
	struct in_addr sin_addr;
};

struct sockaddr_in6 {
	unsigned short sin6_family;
	__be16 sin6_port;
	__be32 sin6_flowinfo;
	struct in6_addr sin6_addr;
};

struct net_device {
	int ifindex;
	unsigned int mtu;
};

struct sk_buff {
	struct sock *sk;
	struct net_device *dev;
	unsigned int len;
	unsigned int data_len;
	u16 network_header;
	u16 transport_header;
	u32 mark;
	__be16 protocol;
	unsigned char *head;
};

struct iphdr {
	u8 ihl : 4, version : 4;
	u8 tos;
	__be16 tot_len;
	__be16 id;
	__be16 frag_off;
	u8 ttl;
	u8 protocol;
	u16 check;
	__be32 saddr;
	__be32 daddr;
};

struct tcphdr {
	__be16 source;
	__be16 dest;
	__be32 seq;
	__be32 ack_seq;
};

struct gendisk {
	int major;
	int first_minor;
	char disk_name[32];
};

struct block_device {
	dev_t bd_dev;
};

struct request {
	struct gendisk *rq_disk;
	unsigned int cmd_flags;
	unsigned int __data_len;
	u64 __sector;
	u64 start_time_ns;
	struct block_device *part;
};

#pragma clang attribute pop

/* ---- helpers that public programs carry along ---- */

#define ARGUMENT_1(regs) BPF_CORE_READ(regs, di)
#define ARGUMENT_2(regs) BPF_CORE_READ(regs, si)
#define ARGUMENT_3(regs) BPF_CORE_READ(regs, dx)
#define RESULT(regs) BPF_CORE_READ(regs, ax)

char LICENSE[] SEC("license") = "Dual BSD/GPL";

#endif
