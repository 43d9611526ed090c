/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
#ifndef EUNOMIA_TCPCONNECT_H
#define EUNOMIA_TCPCONNECT_H

#include "display.bpf.h"

#pragma clang diagnostic push
#pragma clang diagnostic error "-Wpadded"

struct connect_event {
	eu_ktime_ns_t time; /* when the outcome was known */
	eu_duration_ns_t latency_ns;
	eu_ip_t saddr;
	eu_ip_t daddr;
	eu_port_t sport;
	eu_port_t dport;
	enum eu_addr_family family; /* of the packets: AF_INET also for ::ffff:a.b.c.d */
	eu_pid_t pid;               /* who called connect */
	eu_tid_t tid;
	eu_uid_t uid;
	eu_gid_t gid;
	eu_namespace_t net_ns;
	eu_errno_t result; /* ECANCELED: the socket was closed before an answer came */
	char comm[16];
};

#pragma clang diagnostic pop

#endif /* EUNOMIA_TCPCONNECT_H */
