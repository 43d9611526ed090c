// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * What libbpf makes of an object's instructions with the types of a kernel: relocate TYPES OBJECT. Loads every program, which
 * need not succeed: relocations come before. Prints a line for each program:
 *
 *   NAME<tab>INSTRUCTIONS as hexadecimal digits
 *
 * and at last "load" and the error, 0 for none.
 */
#include <bpf/libbpf.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static int print(enum libbpf_print_level level, const char *format, va_list arguments)
{
	return level == LIBBPF_DEBUG && !getenv("RELOCATE_VERBOSE") ? 0 : vfprintf(stderr, format, arguments);
}

int main(int count, char **arguments)
{
	LIBBPF_OPTS(bpf_object_open_opts, options);
	struct bpf_program *program;
	struct bpf_object *object;
	int error;

	if (count != 3)
		return 2;
	libbpf_set_print(print);
	options.btf_custom_path = arguments[1];
	object = bpf_object__open_file(arguments[2], &options);
	if (!object)
		return 1;
	bpf_object__for_each_program(program, object)
		bpf_program__set_autoload(program, true);
	error = bpf_object__load(object);
	bpf_object__for_each_program(program, object) {
		const unsigned char *code = (const unsigned char *)bpf_program__insns(program);
		size_t bytes = bpf_program__insn_cnt(program) * 8;

		printf("%s\t", bpf_program__name(program));
		for (size_t i = 0; code && i < bytes; i++)
			printf("%02x", code[i]);
		printf("\n");
	}
	printf("load\t%d\n", error);
	bpf_object__close(object);
	return 0;
}
