// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Structs whose fields' names suggest something, with and without what makes it certain; nothing is ever loaded. */
#include "eunomia.bpf.h"

typedef __u64 gadget_timestamp;
struct in6_addr {
	__u8 bytes[16];
};

#define SIX {0x20, 1, 0x0d, 0xb8, [15] = 7}

/* Inspektor Gadget's address. */
struct gadget {
	gadget_timestamp timestamp_raw;
	struct {
		union {
			__u8 v6[16];
			__u32 v4;
		} addr_raw;
		__u16 port;
		__u16 proto_raw;
		__u8 version;
	} addr, six;
};

struct spellings {
	union { __u32 saddr_v4; __u8 saddr_v6[16]; };
	union { __u32 daddr4; __u32 daddr6[4]; };
	union { unsigned __int128 v6_local; __u32 v4_local; };
	union { __u32 v4addr; struct { __u64 d1, d2; } v6addr; } peer;
	union { __u32 ip; __u8 ip6[16]; };
	union { __be32 ip4; struct in6_addr ip6; } remote;
	union { __u32 src_ipv4; __u16 src_ipv6[8]; };
	union { __u32 in4; __u64 in6[2]; } dest;
	union { __u32 v4; __u8 v6[16]; };
	__u16 family;
};

/* No address: the union's members have nothing in common, or nothing tells which it is. */
struct others {
	union { __u32 count; __u8 digest[16]; };
	__u8 ip_version;
};
struct undecided {
	union { __u32 ip4; __u8 ip6[16]; } host;
	__u32 tls;
};

struct mapped {
	__u8 saddr[16];
	__u8 daddr_v6[16];
	eu_ip_t local;
	eu_ip_t remote;
	__u16 family;
};
struct kit {
	eu_ip_t remote;
	eu_ip_t unknown;
	enum eu_addr_family family;
};

/* What is a connection's and what only sounds like it. */
struct connection {
	__be32 saddr, daddr;
	__be16 sport, dport;
	__u64 ts, delta, start_time;
	__u64 wait_us;
};
/* The same in plain numbers, which may be in the machine's order. */
struct numbers {
	__u32 saddr, daddr, saddr_v4;
	__u16 sport, dport;
	__u8 peer_ip4[4];
	__u16 family;
};
struct transfer {
	__u32 saddr, daddr;
	__u32 flags, family_size;
	__u64 ts, duration;
	char path[16];
};

const volatile struct gadget gadget = {
	.timestamp_raw = 5, .addr = {.addr_raw.v4 = 0x0100007f, .port = 80, .version = 4},
	.six = {.addr_raw.v6 = SIX, .version = 6},
};
const volatile struct spellings four = {
	.saddr_v4 = 0x0100007f, .daddr4 = 0x0200007f, .v4_local = 0x0300007f, .peer.v4addr = 0x0400007f,
	.ip = 0x0500007f, .remote.ip4 = 0x0600007f, .src_ipv4 = 0x0700007f, .dest.in4 = 0x0800007f, .v4 = 0x0900007f,
	.family = AF_INET,
};
const volatile struct spellings six = {.saddr_v6 = SIX, .ip6 = SIX, .family = AF_INET6};
const volatile struct spellings neither = {.saddr_v6 = SIX, .family = AF_UNIX};
const volatile struct others others = {.count = 5, .ip_version = 4};
const volatile struct undecided undecided = {.host.ip4 = 0x0100007f, .tls = 771};
#define MAPPED {[10] = 0xff, [11] = 0xff, 127, 0, 0, 1}
const volatile struct mapped mapped = {
	.saddr = MAPPED, .daddr_v6 = MAPPED, .local = MAPPED, .remote = SIX, .family = AF_INET6,
};
const volatile struct kit kit = {.remote = MAPPED, .family = AF_INET};
const volatile struct connection connection = {
	.saddr = 0x0100007f, .daddr = 0x0200007f, .sport = 0x5000, .ts = 1000, .delta = 2000, .start_time = 3000,
	.wait_us = 4000,
};
const volatile struct numbers numbers = {
	.saddr = 0x7f000001, .daddr = 0x7f000002, .saddr_v4 = 0x7f000003, .sport = 80, .dport = 443,
	.peer_ip4 = {127, 0, 0, 4}, .family = 2,
};
const volatile struct transfer transfer = {.saddr = 4096, .daddr = 8192, .flags = 2, .ts = 5, .duration = 6};

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} tail SEC(".maps");

SEC("tracepoint/syscalls/sys_enter_getpgid")
int touch(void *ctx)
{
	/* Everything above stays in the object only because it is used. */
	bpf_ringbuf_query(&tail, 0);
	return gadget.addr.port + four.family + six.family + neither.family + others.count + undecided.tls + mapped.family +
	       kit.family + connection.sport + numbers.sport + transfer.flags;
}

EUNOMIA_LICENSE;
