package io.eunomia.libbpf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibbpfOptionsTest {
    @TempDir
    private Path folder;

    @Test
    void only_a_regular_file_of_a_librarys_size_is_opened() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        assertThat(LibbpfOptions.fault(pipe.toString())).contains("it is a pipe, a socket or a device");
        assertThat(LibbpfOptions.fault("/dev/zero")).contains("it is a pipe, a socket or a device");
        assertThat(LibbpfOptions.fault(folder.toString())).contains("it is a folder");
        assertThat(LibbpfOptions.fault(folder.resolve("none").toString())).contains("there is no such file");
        assertThat(LibbpfOptions.fault(huge().toString())).hasValueSatisfying(fault -> assertThat(fault).contains("bytes"));
        Path library = Files.write(folder.resolve("libbpf.so"), new byte[100]);
        assertThat(LibbpfOptions.fault(library.toString())).contains("it is no shared library");
        assertThat(LibbpfOptions.fault("/etc/hostname")).contains("it is no shared library");
        Files.write(library, library("bpf_object__open_mem"));
        assertThat(LibbpfOptions.fault(library.toString())).isEmpty();
        Files.write(library, library("malloc"));
        assertThat(LibbpfOptions.fault(library.toString())).contains(
                "it is a shared library, but no libbpf: it lacks bpf_object__open_mem");
        assertThat(LibbpfOptions.fault("system")).isEmpty();
        assertThat(LibbpfOptions.fault("")).isEmpty();
    }

    /** As much of one as is looked at. */
    private static byte[] library(String function) {
        int machine = System.getProperty("os.arch").equals("aarch64") ? 183 : 62;
        return ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN).putInt(0x464c457f).putShort(16, (short) 3)
                .putShort(18, (short) machine).put(70, function.getBytes(StandardCharsets.US_ASCII)).array();
    }

    /** Without a block of its own on the disk. */
    private Path huge() throws IOException {
        Path file = folder.resolve("huge.so");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(1L << 40);
        }
        return file;
    }

    @Test
    void a_limit_of_open_files_is_named_whatever_failed() {
        BpfException failure = new BpfException("object open", "x", Errno.EMFILE, "");
        assertThat(failure.hint()).contains("RLIMIT_NOFILE", "ulimit -n", "LimitNOFILE=");
        assertThat(failure.getMessage()).startsWith("object open \"x\": EMFILE (").contains("RLIMIT_NOFILE");
        assertThat(new BpfException("map create", "x", Errno.EMFILE, "first").hint()).startsWith("first; this process has");
        assertThat(new BpfException("map create", "x", Errno.EMFILE, failure.hint()).hint()).isEqualTo(failure.hint());
        assertThat(new BpfException("map create", "x", Errno.EINVAL, "").hint()).isEmpty();
    }
}
