// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Reads a kernel variable that no kernel has, and one that may be missing. */
#include "corpus.bpf.h"

extern const int eunomia_no_such_variable __ksym;

SEC("tracepoint/syscalls/sys_enter_openat")
int reads_missing_variable(void *ctx)
{
	return eunomia_no_such_variable;
}
