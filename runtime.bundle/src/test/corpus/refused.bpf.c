// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Programs that no verifier accepts: those that libbpf.bundle's own tests load. */
#include "../../../../libbpf.bundle/src/test/bpf/refused.bpf.c"
