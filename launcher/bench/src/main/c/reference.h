// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Shared by the C programs that Eunomia is measured beside: plain libbpf, as one writes it by hand. */
#ifndef REFERENCE_H
#define REFERENCE_H

#include <bpf/bpf.h>
#include <bpf/btf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static inline int64_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static inline void fail(const char *what, long error)
{
	fprintf(stderr, "%s: %s\n", what, strerror(error < 0 ? -error : error));
	exit(1);
}

static inline int quiet(enum libbpf_print_level level, const char *format, va_list arguments)
{
	return level == LIBBPF_WARN ? vfprintf(stderr, format, arguments) : 0;
}

static inline struct bpf_object *open_object(const char *file)
{
	struct bpf_object *object = bpf_object__open_file(file, NULL);

	if (!object)
		fail(file, errno);
	return object;
}

static inline void load_object(struct bpf_object *object)
{
	int error = bpf_object__load(object);

	if (error)
		fail("load", error);
}

static inline struct bpf_link *attach_only_program(struct bpf_object *object)
{
	struct bpf_link *link = bpf_program__attach(bpf_object__next_program(object, NULL));

	if (!link)
		fail("attach", errno);
	return link;
}

/* Sets a __u32 constant before load; found by BTF, so that one program serves every object. */
static inline void set_constant(struct bpf_object *object, const char *name, uint32_t value)
{
	const struct btf *btf = bpf_object__btf(object);
	int id = btf__find_by_name_kind(btf, ".rodata", BTF_KIND_DATASEC);
	const struct btf_type *section = btf__type_by_id(btf, id);
	const struct btf_var_secinfo *variable = btf_var_secinfos(section);
	struct bpf_map *map;
	size_t size;

	for (int i = 0; i < btf_vlen(section); i++, variable++)
		if (!strcmp(btf__name_by_offset(btf, btf__type_by_id(btf, variable->type)->name_off), name))
			bpf_object__for_each_map(map, object)
				if (strstr(bpf_map__name(map), ".rodata")) {
					memcpy((char *)bpf_map__initial_value(map, &size) + variable->offset, &value, sizeof(value));
					return;
				}
	fail(name, ENOENT);
}

/* A __u64 global as it is now; -1 when there is none of this name. */
static inline int64_t read_global(struct bpf_object *object, const char *name)
{
	const struct btf *btf = bpf_object__btf(object);
	int id = btf__find_by_name_kind(btf, ".bss", BTF_KIND_DATASEC);
	const struct btf_type *section = id > 0 ? btf__type_by_id(btf, id) : NULL;
	const struct btf_var_secinfo *variable = section ? btf_var_secinfos(section) : NULL;
	struct bpf_map *map;

	for (int i = 0; section && i < btf_vlen(section); i++, variable++)
		if (!strcmp(btf__name_by_offset(btf, btf__type_by_id(btf, variable->type)->name_off), name))
			bpf_object__for_each_map(map, object)
				if (strstr(bpf_map__name(map), ".bss")) {
					char *bytes = malloc(bpf_map__value_size(map));
					int64_t value;
					int zero = 0;

					if (bpf_map_lookup_elem(bpf_map__fd(map), &zero, bytes))
						fail("lookup", errno);
					memcpy(&value, bytes + variable->offset, sizeof(value));
					free(bytes);
					return value;
				}
	return -1;
}

#endif
