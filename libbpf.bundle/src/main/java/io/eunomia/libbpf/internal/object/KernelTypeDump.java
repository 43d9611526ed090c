package io.eunomia.libbpf.internal.object;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.internal.ffi.ForeignMemory;
import io.eunomia.libbpf.internal.ffi.LibBpf;
import io.eunomia.libbpf.internal.ffi.LibC;
import io.eunomia.libbpf.internal.ffi.NativeMemory;
import io.eunomia.libbpf.internal.ffi.Natives;
import io.eunomia.libbpf.internal.ffi.ReturnCodes;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes the running kernel's types as C, as {@code bpftool btf dump file /sys/kernel/btf/vmlinux format c} does.
 *
 * <p>libbpf prints through a callback {@code void (*)(void *, const char *, va_list)}. The C library's {@code vfprintf} has
 * this signature, so libbpf prints into a memory stream of the C library without a call into Java, which saves a million
 * calls.
 */
final class KernelTypeDump {
    private static final int PIECE = 64 * 1024;
    private static final String HEAD = """
            #ifndef __VMLINUX_H__
            #define __VMLINUX_H__

            #ifndef BPF_NO_PRESERVE_ACCESS_INDEX
            #pragma clang attribute push (__attribute__((preserve_access_index)), apply_to = record)
            #endif

            """;
    private static final String TAIL = """
            #ifndef BPF_NO_PRESERVE_ACCESS_INDEX
            #pragma clang attribute pop
            #endif

            #endif /* __VMLINUX_H__ */
            """;

    private final LibBpf bpf;
    private final LibC c;
    private final long printer;

    private final String types;

    /** @param types path of the types to print in place of the running kernel's, or empty */
    KernelTypeDump(Natives natives, String types) {
        this.types = types;
        this.bpf = natives.bpf();
        this.c = natives.c();
        this.printer = natives.cFunction("vfprintf");
    }

    void write(Appendable out) {
        try {
            out.append(HEAD);
            long btf = ReturnCodes.checkPtr(types.isEmpty() ? bpf.btf__load_vmlinux_btf() : bpf.btf__parse_raw(types),
                    "kernel BTF read", types.isEmpty() ? "vmlinux" : types);
            try {
                write(btf, out);
            } finally {
                bpf.btf__free(btf);
            }
            out.append(TAIL);
        } catch (IOException e) {
            throw new BpfException("kernel types write", "", 0, e.toString(), e);
        }
    }

    private void write(long btf, Appendable out) throws IOException {
        ByteBuffer memory = NativeMemory.allocate(2 * Long.BYTES);
        long address = NativeMemory.address(memory);
        long stream = ReturnCodes.checkPtr(c.open_memstream(address, address + Long.BYTES), "memory stream open", "");
        int result = print(btf, stream);
        // Closing stores the final buffer and size; the buffer is ours to free afterwards, whatever happened.
        c.fclose(stream);
        long text = memory.getLong(0);
        try {
            ReturnCodes.checkErr(result, "kernel types print", "vmlinux");
            copy(text, memory.getLong(Long.BYTES), out);
        } finally {
            c.free(text);
            Reference.reachabilityFence(memory);
        }
    }

    private int print(long btf, long stream) {
        long dump = bpf.btf_dump__new(btf, printer, stream, 0);
        if (dump == 0) {
            return -ReturnCodes.lastErrno();
        }
        try {
            int types = bpf.btf__type_cnt(btf);
            int result = 0;
            for (int id = 1; id < types && result >= 0; id++) {
                result = bpf.btf_dump__dump_type(dump, id);
            }
            return result;
        } finally {
            bpf.btf_dump__free(dump);
        }
    }

    /** Copies the text, which is ASCII because C identifiers are. */
    private static void copy(long address, long length, Appendable out) throws IOException {
        byte[] piece = new byte[PIECE];
        for (long done = 0; done < length; done += PIECE) {
            int bytes = (int) Math.min(PIECE, length - done);
            ForeignMemory.at(address + done, bytes).get(0, piece, 0, bytes);
            out.append(new String(piece, 0, bytes, StandardCharsets.US_ASCII));
        }
    }
}
