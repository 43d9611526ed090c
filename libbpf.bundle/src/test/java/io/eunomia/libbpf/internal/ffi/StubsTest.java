package io.eunomia.libbpf.internal.ffi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.kenai.jffi.Direct;
import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.fixture.TestKernel;
import io.eunomia.libbpf.fixture.TestObjects;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.ref.Reference;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jnr.ffi.LibraryLoader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stubs that cnf/LinkStubs.java writes, beside those that jnr-ffi makes of the same interfaces. */
class StubsTest {
    private static final String MACHINE_CODE_STUBS = "jnr.ffi.x86asm.enabled";
    private static final int PROT_READ = 1;
    private static final int MAP_PRIVATE = 2;

    private static Natives stubs;
    private static Natives jnr;

    @BeforeAll
    static void bind() {
        stubs = TestKernel.natives();
        // jnr-ffi 2.3.4's own stubs in machine code pass garbage as the fifth and sixth argument.
        System.setProperty(MACHINE_CODE_STUBS, "false");
        try {
            jnr = new Natives(LibraryLoader.create(LibBpf.class).failImmediately().load(stubs.file().toString()),
                    LibraryLoader.create(LibC.class).failImmediately().load("libc.so.6"), stubs.file());
        } finally {
            System.clearProperty(MACHINE_CODE_STUBS);
        }
    }

    private record Result(long value, int errno) {
    }

    /** What a call gives, by stub and by jnr; both have to be the same. */
    private static long both(ToLongFunction<Natives> call) {
        long expected = call.applyAsLong(jnr);
        assertThat(call.applyAsLong(stubs)).isEqualTo(expected);
        return expected;
    }

    /** Likewise, with the errno that it leaves. */
    private static Result failure(ToLongFunction<Natives> call) {
        Result expected = new Result(call.applyAsLong(jnr), ReturnCodes.lastErrno());
        assertThat(new Result(call.applyAsLong(stubs), ReturnCodes.lastErrno())).isEqualTo(expected);
        return expected;
    }

    private static Stream<String> functions(Class<?> type) {
        return Arrays.stream(type.getMethods()).filter(method -> Modifier.isAbstract(method.getModifiers()))
                .map(Method::getName);
    }

    @Test
    void every_function_has_a_stub_and_is_in_its_library() {
        for (Object library : List.of(stubs.bpf(), stubs.c())) {
            Class<?> type = library.getClass().getInterfaces()[0];
            assertThat(Arrays.stream(library.getClass().getDeclaredMethods()).map(Method::getName))
                    .containsExactlyInAnyOrderElementsOf(functions(type).toList());
            assertThat(IntStream.range(0, (int) functions(type).count())
                    .mapToLong(number -> ((LinkedFunctions) library).address(number)).distinct().toArray())
                    .as("addresses of %s", type).hasSize((int) functions(type).count()).doesNotContain(0);
        }
    }

    @Test
    void a_function_that_the_library_lacks_is_told_when_it_is_called() {
        LibBpf none = new LibBpfStubs(Direct.open("libc.so.6"), "libc.so.6");
        assertThatThrownBy(none::libbpf_major_version).isInstanceOf(BpfException.class)
                .hasMessageContaining("native function find \"libbpf_major_version\": ENOENT")
                .hasMessageContaining("libc.so.6 has no such function");
        assertThatThrownBy(() -> stubs.cFunction("no_such_function")).isInstanceOf(BpfException.class)
                .hasMessageContaining("no_such_function");
    }

    @Test
    void numbers_and_pointers_are_those_that_jnr_gets() {
        both(natives -> natives.bpf().libbpf_major_version());
        both(natives -> natives.bpf().libbpf_num_possible_cpus());
        both(natives -> natives.c().getpagesize());
        assertThat(both(natives -> natives.bpf().libbpf_version_string())).isNotZero();
        assertThat(stubs.bpf().version()).isEqualTo(jnr.bpf().version()).startsWith("v1.");
        assertThat(both(natives -> natives.c().if_nametoindex("lo"))).isPositive();
    }

    @Test
    void pointers_to_structs_are_those_that_jnr_gets() {
        long object = stubs.bpf().bpf_object__open_mem(TestObjects.compiled("getppid_counter"), 0);
        try {
            long program = both(natives -> natives.bpf().bpf_object__next_program(object, 0));
            long map = both(natives -> natives.bpf().bpf_object__next_map(object, 0));
            assertThat(List.of(program, map)).doesNotContain(0L).doesNotHaveDuplicates();
            both(natives -> natives.bpf().bpf_program__name(program));
            both(natives -> natives.bpf().bpf_program__insn_cnt(program));
            both(natives -> natives.bpf().bpf_map__max_entries(map));
            // not loaded, so without a descriptor: a negative int
            assertThat(both(natives -> natives.bpf().bpf_program__fd(program))).isNegative();
        } finally {
            stubs.bpf().bpf_object__close(object);
        }
        assertThat(failure(natives -> natives.bpf().bpf_object__open_mem(new byte[10], 0)).value()).isZero();
    }

    @Test
    void failures_leave_their_errno() {
        ByteBuffer count = NativeMemory.allocate(Integer.BYTES);
        // in turns, so that each call has to leave an errno of its own
        for (int i = 0; i < 2; i++) {
            assertThat(failure(natives -> natives.c().close(-1))).isEqualTo(new Result(-1, Errno.EBADF));
            assertThat(failure(natives -> natives.c().munmap(1, 0))).isEqualTo(new Result(-1, Errno.EINVAL));
            assertThat(failure(natives -> natives.c().open("/no/such/file", 0)))
                    .isEqualTo(new Result(-1, Errno.ENOENT));
            assertThat(failure(natives -> natives.bpf().bpf_map_delete_elem(-1, 0)).value())
                    .isIn((long) -Errno.EBADF, (long) -Errno.EPERM);
            // seven arguments
            assertThat(failure(natives -> natives.bpf().bpf_map_lookup_batch(-1, 0, 0, 0, 0,
                    NativeMemory.address(count), 0)).value()).isNegative();
            assertThat(failure(natives -> natives.c().syscall(-1, 0, 0, 0, 0, 0, 0)).value()).isEqualTo(-1);
        }
        Reference.reachabilityFence(count);
    }

    /** The sixth argument is the offset, beyond what an int holds; the first ones are of both sizes. */
    @Test
    void six_and_seven_arguments_arrive(@TempDir Path folder) throws IOException {
        long offset = 5L << 32;
        int page = stubs.c().getpagesize();
        Path path = folder.resolve("sparse");
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(offset);
            file.writeLong(0x1122334455667788L);
            file.setLength(offset + page);
        }
        int fd = ReturnCodes.checkErr(stubs.c().open(path.toString(), 0), "open", path.toString());
        long mmap = NativeLoader.architecture().equals("x86_64") ? 9 : 222;
        List<ToLongFunction<LibC>> calls = new ArrayList<>();
        calls.add(c -> c.mmap(0, page, PROT_READ, MAP_PRIVATE, fd, offset));
        calls.add(c -> c.syscall(mmap, 0, page, PROT_READ, MAP_PRIVATE, fd, offset));
        for (ToLongFunction<LibC> call : calls) {
            assertThat(both(natives -> {
                long address = ReturnCodes.checkPtr(call.applyAsLong(natives.c()), "mmap", path.toString());
                ByteBuffer start = NativeMemory.view(address, Long.BYTES);
                long found = Long.reverseBytes(start.getLong(0));
                natives.c().munmap(address, page);
                return found;
            })).isEqualTo(0x1122334455667788L);
        }
        stubs.c().close(fd);
    }

    @Test
    void arguments_below_zero_arrive() {
        ByteBuffer text = NativeMemory.string("12345");
        assertThat(failure(natives -> natives.c().write(-5, NativeMemory.address(text), 5)))
                .isEqualTo(new Result(-1, Errno.EBADF));
        assertThat(both(natives -> natives.c().socket(-1, -1, -1))).isEqualTo(-1);
        Reference.reachabilityFence(text);
    }
}
