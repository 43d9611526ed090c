package io.eunomia.runtime.internal.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who sends something else than a package is told what it is and what to do. */
class ForeignContentTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "#include \"vmlinux.h\"\\nint x; | C source | clang",
        "// SPDX-License-Identifier: GPL-2.0\\n#include <linux/bpf.h>\\n | C source | -target bpf",
        "/* by me */\\n\\nstruct event { int pid; };\\n | C source | clang",
        "char LICENSE[] SEC(\"license\") = \"GPL\";\\n | C source | clang",
        "#!/usr/bin/python3\\nfrom bcc import BPF\\n | a script | compiled",
        "from bcc import BPF\\nb = BPF(text='')\\n | bcc | CO-RE",
        "tracepoint:syscalls:sys_enter_openat { printf(\"x\"); } | bpftrace | bpftrace",
        "BEGIN { printf(\"x\"); } | bpftrace | bpftrace",
        "<!DOCTYPE html>\\n<html> | web site | file itself",
        "BC\u00c0\u00de5 | LLVM bitcode | emit-llvm",
        "!<arch>\\nx.o/ | archive of objects | one of the objects",
        "hello | begins with 68 65 6c 6c 6f | compiled BPF object"})
    void is_named(String content, String what, String remedy) {
        Failure failure = Parsing.failure(content.replace("\\n", "\n").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(failure.kind()).isEqualTo(FailureKind.BAD_PACKAGE);
        assertThat(failure.message()).contains(what);
        assertThat(failure.hint()).contains(remedy);
    }
}
