package io.eunomia.libbpf.internal.ffi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.fixture.Commands;
import io.eunomia.libbpf.fixture.Jvm;
import io.eunomia.libbpf.fixture.TestKernel;
import io.eunomia.libbpf.fixture.TestObjects;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import jnr.ffi.annotations.Out;
import jnr.ffi.provider.NativeInvocationHandler;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a call by jnr-ffi on its way to C and back. */
class NativeCallsTest {
    private static final int PROT_READ = 1;
    private static final int MAP_PRIVATE = 2;
    private static final Natives NATIVES = TestKernel.natives();
    private static final LibBpf BPF = NATIVES.bpf();
    private static final LibC C = NATIVES.c();

    /** Of {@code src/test/c/arguments.so.c}. */
    public interface Arguments {
        long six_arguments(int a, long b, int c, long d, int e, @Out long[] told);

        int seven_arguments(long a, int b, long c, int d, long e, int f, @Out long[] told);

        long nine_arguments(int a, int b, long c, long d, int e, int f, int g, long h, @Out long[] told);
    }

    /** One that another library would have. */
    public interface Newer {
        int libbpf_from_the_future();
    }

    @Test
    void every_function_is_bound_by_the_reflection_loader() throws ReflectiveOperationException {
        Field loader = NativeInvocationHandler.class.getDeclaredField("invokerMap");
        loader.setAccessible(true);
        for (Object library : List.of(BPF, C)) {
            Map<?, ?> invokers = (Map<?, ?>) loader.get(Proxy.getInvocationHandler(library));
            assertThat(invokers.getClass().getName()).isEqualTo("jnr.ffi.provider.jffi.ReflectionLibraryLoader$LazyLoader");
            Method[] functions = library.getClass().getInterfaces()[0].getMethods();
            assertThat(functions.length).isGreaterThan(25);
            for (Method function : functions) {
                assertThat(invokers.get(function).getClass().getName()).as(function.getName())
                        .isEqualTo("jnr.ffi.provider.jffi.DefaultInvokerFactory$DefaultInvoker");
            }
        }
    }

    /** jnr-ffi's loader takes every method for a function of C. */
    @Test
    void no_function_has_a_body_in_java() {
        assertThat(Arrays.stream(LibBpf.class.getMethods()).filter(Method::isDefault)).isEmpty();
        assertThat(Arrays.stream(LibC.class.getMethods()).filter(Method::isDefault)).isEmpty();
    }

    @Test
    void a_function_that_the_library_lacks_is_told_when_it_is_called() {
        Newer newer = new NamedFunctions("libc.so.6", "take another").bind(Newer.class);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(newer::libbpf_from_the_future).isInstanceOf(BpfException.class)
                    .hasMessageContaining("native function find \"libbpf_from_the_future\": ENOENT")
                    .hasMessageContaining("libc.so.6 has no such function; take another");
        }
        assertThatThrownBy(() -> NATIVES.cFunction("no_such_function")).isInstanceOf(BpfException.class)
                .hasMessageContaining("no_such_function");
    }

    @Test
    void a_library_that_is_not_there_is_named() {
        assertThatThrownBy(() -> new NamedFunctions("libno.so.6", "install it").bind(Newer.class))
                .isInstanceOf(BpfException.class).hasMessageContaining("native functions bind \"libno.so.6\"")
                .hasMessageContaining("install it");
    }

    @Test
    void more_arguments_than_registers_arrive_in_their_order_and_size(@TempDir Path folder) throws IOException {
        Path library = folder.resolve("arguments.so");
        try (InputStream in = NativeCallsTest.class.getResourceAsStream("/c/arguments.so")) {
            if (in == null) {
                TestKernel.skip("arguments.so", "no C compiler made it (cnf/c-compile says why)");
            }
            Files.write(library, in.readAllBytes());
        }
        Arguments arguments = new NamedFunctions(library.toString(), "").bind(Arguments.class);
        long high = 0x1122334455667788L;
        long[] told = new long[8];
        assertThat(arguments.six_arguments(-1, high, 3, -4, Integer.MIN_VALUE, told)).isNotZero();
        assertThat(told).startsWith(-1, high, 3, -4, Integer.MIN_VALUE);
        assertThat(arguments.seven_arguments(high, -2, 3, 4, -high, -6, told)).isEqualTo(-6);
        assertThat(told).startsWith(high, -2, 3, 4, -high, -6);
        assertThat(arguments.nine_arguments(1, -2, high, -4, 5, Integer.MIN_VALUE, 7, -high, told)).isEqualTo(-high);
        assertThat(told).containsExactly(1, -2, high, -4, 5, Integer.MIN_VALUE, 7, -high);
    }

    /** The sixth argument is the offset, beyond what an int holds; by syscall(2) it is the seventh. */
    @Test
    void six_and_seven_arguments_arrive_in_the_kernel(@TempDir Path folder) throws IOException {
        long offset = 5L << 32;
        int page = C.getpagesize();
        Path path = folder.resolve("sparse");
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(offset);
            file.writeLong(0x1122334455667788L);
            file.setLength(offset + page);
        }
        int fd = ReturnCodes.checkErr(C.open(path.toString(), 0), "open", path.toString());
        long mmap = NativeLoader.architecture().equals("x86_64") ? 9 : 222;
        for (long address : new long[] {C.mmap(0, page, PROT_READ, MAP_PRIVATE, fd, offset),
            C.syscall(mmap, 0, page, PROT_READ, MAP_PRIVATE, fd, offset)}) {
            ReturnCodes.checkPtr(address, "mmap", path.toString());
            assertThat(ByteBuffer.wrap(ForeignMemory.at(address, page).copy(0, Long.BYTES)).getLong())
                    .isEqualTo(0x1122334455667788L);
            assertThat(C.munmap(address, page)).isZero();
        }
        C.close(fd);
    }

    @Test
    void names_and_pointers_come_back() {
        assertThat(BPF.libbpf_version_string()).startsWith("v1.");
        assertThat(C.if_nametoindex("lo")).isPositive();
        assertThat(C.if_nametoindex("no such interface")).isZero();
        byte[] elf = TestObjects.compiled("getppid_counter");
        long object = BPF.bpf_object__open_mem(elf, elf.length, 0);
        try {
            long program = BPF.bpf_object__next_program(object, 0);
            long map = BPF.bpf_object__next_map(object, 0);
            assertThat(List.of(object, program, map)).doesNotContain(0L).doesNotHaveDuplicates();
            assertThat(BPF.bpf_program__section_name(program)).contains("getppid");
            assertThat(BPF.bpf_map__pin_path(map)).isNull();
            // not loaded, so without a descriptor: a negative int
            assertThat(BPF.bpf_program__fd(program)).isNegative();
        } finally {
            BPF.bpf_object__close(object);
        }
        assertThat(BPF.bpf_object__open_mem(new byte[10], 10, 0)).isZero();
    }

    private record Result(long value, int errno) {
        static Result of(long value) {
            return new Result(value, ReturnCodes.lastErrno());
        }
    }

    @Test
    void failures_leave_their_errno() {
        // in turns, so that each call has to leave an errno of its own
        for (int i = 0; i < 2; i++) {
            assertThat(Result.of(C.close(-1))).isEqualTo(new Result(-1, Errno.EBADF));
            assertThat(Result.of(C.munmap(1, 0))).isEqualTo(new Result(-1, Errno.EINVAL));
            assertThat(Result.of(C.open("/no/such/file", 0))).isEqualTo(new Result(-1, Errno.ENOENT));
            assertThat(Result.of(C.write(-5, new byte[] {1}, 1))).isEqualTo(new Result(-1, Errno.EBADF));
            assertThat(Result.of(C.syscall(-1, 0, 0, 0, 0, 0, 0)).value()).isEqualTo(-1);
            assertThat((long) BPF.bpf_map_delete_elem(-1, new byte[4])).isIn((long) -Errno.EBADF, (long) -Errno.EPERM);
            assertThat(C.socket(-1, -1, -1)).isEqualTo(-1);
        }
    }

    @Test
    @Tag("kernel")
    void keys_and_values_go_and_come_as_arrays_and_none_is_null() {
        long object = loaded("getppid_counter");
        try {
            int hash = BPF.bpf_map__fd(map(object, "calls_by_thread"));
            byte[] value = new byte[8];
            assertThat(BPF.bpf_map_lookup_elem(hash, new byte[] {1, 2, 3, 4}, value)).isNegative();
            byte[] next = new byte[4];
            assertThat(BPF.bpf_map_update_elem(hash, new byte[] {1, 2, 3, 4}, new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, 0)).isZero();
            assertThat(BPF.bpf_map_get_next_key(hash, null, next)).isZero();
            assertThat(next).containsExactly(1, 2, 3, 4);
            assertThat(BPF.bpf_map_lookup_elem(hash, next, value)).isZero();
            assertThat(value).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
            assertThat(BPF.bpf_map_delete_elem(hash, next)).isZero();
            assertThat(BPF.bpf_map_get_next_key(hash, null, next)).isNegative();
        } finally {
            BPF.bpf_object__close(object);
        }
    }

    private static long loaded(String name) {
        byte[] elf = TestObjects.compiled(name);
        long object = ReturnCodes.checkPtr(BPF.bpf_object__open_mem(elf, elf.length, 0), "open", name);
        ReturnCodes.checkErr(BPF.bpf_object__load(object), "load", name);
        return object;
    }

    private static long map(long object, String name) {
        long map = BPF.bpf_object__next_map(object, 0);
        while (!BPF.bpf_map__name(map).equals(name)) {
            map = ReturnCodes.checkPtr(BPF.bpf_object__next_map(object, map), "find", name);
        }
        return map;
    }

    /** A program of its own: asks the C library for a file by a name that no encoding but UTF-8 gives right. */
    public static final class Opener {
        static final String NAME = "gr\u00fc\u00dfe-\u4f60\u597d";

        private Opener() {
        }

        public static void main(String[] arguments) {
            System.out.println("fd " + NativeLoader.load("", null).c().open(arguments[0] + '/' + NAME, 0));
        }
    }

    @Test
    void text_is_utf8_whatever_the_locale(@TempDir Path folder) {
        Commands.run("sh", "-c", "LC_ALL=C; : >" + folder + "/$(printf 'gr\\303\\274\\303\\237e-\\344\\275\\240\\345\\245\\275')");
        assertThat(Commands.run(Jvm.command(Opener.class, List.of("-Dfile.encoding=US-ASCII"), folder.toString())
                .toArray(String[]::new))).matches("fd \\d+\\s*");
    }
}
