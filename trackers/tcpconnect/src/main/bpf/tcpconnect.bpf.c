// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * Every attempt to open a TCP connection, once, when its outcome is known.
 *
 * An attempt begins when a socket goes to SYN_SENT, in the caller's context, and ends when it goes
 * to ESTABLISHED or CLOSE, mostly in an interrupt: the state changes tell all of it. What they do
 * not show are attempts that fail before the first packet (no route, a refused address); for those
 * the call to connect is watched as well.
 */
#include "eunomia.bpf.h"
#include <bpf/bpf_endian.h>
#include "core_types.bpf.h"
#include "open_file.bpf.h"
#include "target.bpf.h"
#include "tcpconnect.h"

#define IPPROTO_TCP 6 /* include/uapi/linux/in.h */
#define SOCK_STREAM 1 /* include/linux/net.h */
#define EINPROGRESS 115
#define ECANCELED 125

enum { /* include/net/tcp_states.h */
	TCP_ESTABLISHED = 1,
	TCP_SYN_SENT = 2,
	TCP_CLOSE = 7,
};

/* Only attempts to this port; 0 for all. */
const volatile __u32 target_port = 0;
/* Only attempts that fail. */
const volatile bool failed = false;

EUNOMIA_RING(events, struct connect_event, 512 * 1024);

/* Who began an attempt, and when. */
struct attempt {
	__u64 start;
	__u64 pid_tgid;
	__u64 uid_gid;
	char comm[TASK_COMM_LEN];
};

/* Attempts under way, by the address of their struct sock. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 16384);
	__type(key, __u64);
	__type(value, struct attempt);
} attempts SEC(".maps");

/* A call to connect on a socket that is not connecting yet. */
struct call {
	__u64 sock;
	__u64 start;
	__u64 address; /* as given, in tracepoints a user-space pointer */
	__u64 under_way; /* the attempt is in `attempts`: its state changes will report it */
};

/* Calls that have not returned, by thread. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 16384);
	__type(key, __u64);
	__type(value, struct call);
} calls SEC(".maps");

/* The parts of struct sockaddr_in and sockaddr_in6 that matter: include/uapi/linux/in.h, in6.h */
struct address {
	__u16 family;
	__be16 port;
	__be32 ipv4_or_flow;
	__u8 ipv6[16];
};

static __always_inline bool is_mapped(const __u8 *ip)
{
	const __u32 *words = (const __u32 *)ip;

	return !words[0] && !words[1] && words[2] == bpf_htonl(0xffff);
}

static __always_inline void put_ipv4(__u8 *ip, __be32 address)
{
	__u32 *words = (__u32 *)ip;

	words[0] = words[1] = 0;
	words[2] = bpf_htonl(0xffff);
	words[3] = address;
}

static __always_inline struct call *current_call(__u64 sock)
{
	__u64 thread = bpf_get_current_pid_tgid();
	struct call *call = bpf_map_lookup_elem(&calls, &thread);

	return call && call->sock == sock ? call : NULL;
}

static __always_inline bool is_tcp(struct sock *sock)
{
	return BPF_CORE_READ(sock, sk_protocol) == IPPROTO_TCP &&
	       BPF_CORE_READ(sock, sk_type) == SOCK_STREAM;
}

/* What the socket knows: both ends, as far as they are set. */
static __always_inline void put_ends(struct connect_event *event, struct sock *sock)
{
	__u16 family = BPF_CORE_READ(sock, __sk_common.skc_family);

	if (family == AF_INET6) {
		BPF_CORE_READ_INTO(&event->saddr, sock, __sk_common.skc_v6_rcv_saddr);
		BPF_CORE_READ_INTO(&event->daddr, sock, __sk_common.skc_v6_daddr);
	} else {
		put_ipv4(event->saddr, BPF_CORE_READ(sock, __sk_common.skc_rcv_saddr));
		put_ipv4(event->daddr, BPF_CORE_READ(sock, __sk_common.skc_daddr));
	}
	/* not skc_num: the kernel has cleared it when it closes the socket */
	event->sport = bpf_ntohs(BPF_CORE_READ((struct inet_sock *)sock, inet_sport));
	event->dport = bpf_ntohs(BPF_CORE_READ(sock, __sk_common.skc_dport));
	event->family = family == AF_INET6 && !is_mapped(event->daddr) ? AF_INET6 : AF_INET;
	event->net_ns = BPF_CORE_READ(sock, __sk_common.skc_net.net, ns.inum);
}

static __always_inline void put_attempt(struct connect_event *event, struct attempt *attempt,
					__s32 result)
{
	event->time = bpf_ktime_get_ns();
	event->latency_ns = event->time - attempt->start;
	event->pid = attempt->pid_tgid >> 32;
	event->tid = (__u32)attempt->pid_tgid;
	event->uid = (__u32)attempt->uid_gid;
	event->gid = attempt->uid_gid >> 32;
	event->result = result;
	__builtin_memcpy(event->comm, attempt->comm, sizeof(event->comm));
}

static __always_inline void note_caller(struct attempt *attempt, __u64 start)
{
	attempt->start = start;
	attempt->pid_tgid = bpf_get_current_pid_tgid();
	attempt->uid_gid = bpf_get_current_uid_gid();
	bpf_get_current_comm(attempt->comm, sizeof(attempt->comm));
}

/* ---- the states of the socket ---- */

SEC("tp_btf/inet_sock_set_state")
int BPF_PROG(attempt_begins, struct sock *sock, int old_state, int new_state)
{
	__u64 key = (__u64)sock;
	struct attempt attempt = {};
	struct call *call;

	if (new_state != TCP_SYN_SENT || !is_tcp(sock) || !current_is_target())
		return 0;
	if (target_port && bpf_ntohs(BPF_CORE_READ(sock, __sk_common.skc_dport)) != target_port)
		return 0;
	note_caller(&attempt, bpf_ktime_get_ns());
	if (bpf_map_update_elem(&attempts, &key, &attempt, BPF_ANY))
		eunomia_count_lost(events);
	call = current_call(key);
	if (call)
		call->under_way = true;
	return 0;
}

static __always_inline void report_outcome(struct sock *sock, struct attempt *attempt, __s32 result)
{
	struct connect_event *event;

	if (failed && !result)
		return;
	event = eunomia_reserve(events, struct connect_event);
	if (!event)
		return;
	put_attempt(event, attempt, result);
	put_ends(event, sock);
	eunomia_submit(events, event);
}

static __noinline void outcome(struct sock *sock, int new_state)
{
	__u64 key = (__u64)sock;
	struct attempt *attempt;
	__s32 result = 0;

	if (new_state != TCP_ESTABLISHED && new_state != TCP_CLOSE)
		return;
	attempt = bpf_map_lookup_elem(&attempts, &key);
	if (!attempt)
		return;
	if (new_state == TCP_CLOSE) {
		struct call *call = current_call(key);

		result = -BPF_CORE_READ(sock, sk_err);
		if (!result && call)
			call->under_way = false; /* the call itself fails, and knows why */
		else
			report_outcome(sock, attempt, result ? result : -ECANCELED);
	} else {
		report_outcome(sock, attempt, 0);
	}
	bpf_map_delete_elem(&attempts, &key);
}

/*
 * The same twice: the kernel (6.2, late 6.1.y) skips a program that interrupts itself. A state change in
 * an interrupt, which is where outcomes come from, may hit this CPU while it runs one of the two
 * for another socket, but then not both. Which comes first takes the attempt; interrupts that
 * change states do not nest deeper.
 */
SEC("tp_btf/inet_sock_set_state")
int BPF_PROG(attempt_ends, struct sock *sock, int old_state, int new_state)
{
	outcome(sock, new_state);
	return 0;
}

SEC("tp_btf/inet_sock_set_state")
int BPF_PROG(attempt_ends_nested, struct sock *sock, int old_state, int new_state)
{
	outcome(sock, new_state);
	return 0;
}

/* ---- the call, for attempts that end before they begin ---- */

static __always_inline void call_begins(struct socket *socket, const void *address)
{
	__u64 thread = bpf_get_current_pid_tgid();
	struct sock *sock = BPF_CORE_READ(socket, sk);
	struct call call = {};

	/* else it goes on with an attempt that is being followed already, or there is none */
	if (BPF_CORE_READ(socket, state) != SS_UNCONNECTED)
		return;
	if (!is_tcp(sock) || !current_is_target())
		return;
	call.sock = (__u64)sock;
	call.start = bpf_ktime_get_ns();
	call.address = (__u64)address;
	if (bpf_map_update_elem(&calls, &thread, &call, BPF_ANY))
		eunomia_count_lost(events);
}

/* The far end as the caller gave it: the socket does not have it. */
static __always_inline void put_given_address(struct connect_event *event, struct address *address)
{
	event->dport = bpf_ntohs(address->port);
	event->family = address->family;
	if (address->family == AF_INET6)
		__builtin_memcpy(event->daddr, address->ipv6, sizeof(event->daddr));
	else
		put_ipv4(event->daddr, address->ipv4_or_flow);
	if (address->family == AF_INET6 && is_mapped(event->daddr))
		event->family = AF_INET;
}

static __always_inline void call_ends(long result, bool user_address)
{
	__u64 thread = bpf_get_current_pid_tgid();
	struct call *call = bpf_map_lookup_elem(&calls, &thread);
	struct connect_event *event;
	struct attempt attempt = {};
	struct address address = {};

	if (!call)
		return;
	if (call->under_way || result >= 0 || result == -EINPROGRESS)
		goto done;
	if (user_address)
		bpf_probe_read_user(&address, sizeof(address), (void *)call->address);
	else
		bpf_probe_read_kernel(&address, sizeof(address), (void *)call->address);
	if (target_port && bpf_ntohs(address.port) != target_port)
		goto done;
	event = eunomia_reserve(events, struct connect_event);
	if (!event)
		goto done;
	note_caller(&attempt, call->start);
	put_attempt(event, &attempt, result);
	put_ends(event, (struct sock *)call->sock);
	put_given_address(event, &address);
	eunomia_submit(events, event);
done:
	bpf_map_delete_elem(&calls, &thread);
}

SEC("fentry/inet_stream_connect")
int BPF_PROG(stream_connect_enter, struct socket *socket, void *address, int length, int flags)
{
	call_begins(socket, address);
	return 0;
}

SEC("fexit/inet_stream_connect")
int BPF_PROG(stream_connect_exit, struct socket *socket, void *address, int length, int flags,
	     int result)
{
	call_ends(result, false);
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_connect")
int connect_enter(struct trace_event_raw_sys_enter *ctx)
{
	struct file *file = open_file(current_task(), ctx->args[0]);
	struct file_identity identity;

	if (!file)
		return 0;
	identify_open_file(file, &identity);
	if (identity.type == S_IFSOCK)
		call_begins(BPF_CORE_READ(file, private_data), (void *)ctx->args[1]);
	return 0;
}

SEC("tracepoint/syscalls/sys_exit_connect")
int connect_exit(struct trace_event_raw_sys_exit *ctx)
{
	call_ends(ctx->ret, true);
	return 0;
}

EUNOMIA_LICENSE;
