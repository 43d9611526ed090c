package io.eunomia.runtime.internal.symbol;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.libbpf.LibbpfLibrary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of places in programs, however they were made, which tell themselves where their functions are. */
class UserSymbolsTest {
    private final LibbpfLibrary library = LibbpfLibrary.load();
    private final Symbols symbols = new Symbols(library.libbpf().processes());

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        symbols.close();
        library.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-pie -fPIE", "-no-pie", "-static"})
    void functions_have_their_names_and_no_more_than_their_bytes(String options) throws Exception {
        Path file = NamedProgram.compile(folder, "gcc", options.split(" "));
        try (NamedProgram program = NamedProgram.start(file)) {
            for (String name : List.of("hidden", "shown", "main")) {
                assertThat(symbols.user(program.pid(), program.place(name))).isEqualTo(new Frame(name, "named", 0, true));
                assertThat(symbols.user(program.pid(), program.place(name) + 3)).isEqualTo(new Frame(name, "named", 3, true));
            }
            assertThat(symbols.user(program.pid(), program.place("hidden") - 1).name()).isNotEqualTo("hidden");
            assertThat(symbols.user(program.pid(), program.place("getsid")).name()).isEqualTo("getsid");
        }
    }

    @Test
    void a_stripped_program_has_those_of_its_library_and_the_place_in_the_file_for_its_own() throws Exception {
        Path file = NamedProgram.compile(folder, "gcc", "-s");
        try (NamedProgram program = NamedProgram.start(file)) {
            Frame hidden = symbols.user(program.pid(), program.place("hidden"));
            assertThat(hidden.known()).isFalse();
            assertThat(hidden.name()).matches("\\[named\\+0x[0-9a-f]+\\]");
            assertThat(symbols.user(program.pid(), program.place("getsid")).name()).isEqualTo("getsid");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".debug"})
    void symbols_that_were_taken_out_are_found_by_the_link_to_them(String beside) throws Exception {
        Path file = NamedProgram.compile(folder, "gcc", "-Wl,--build-id=none");
        Path apart = Files.createDirectories(folder.resolve(beside)).resolve("named.symbols");
        NamedProgram.run(folder, "objcopy", "--only-keep-debug", file.toString(), apart.toString());
        NamedProgram.run(folder, "strip", file.toString());
        NamedProgram.run(folder, "objcopy", "--add-gnu-debuglink=" + apart, file.toString());
        try (NamedProgram program = NamedProgram.start(file)) {
            assertThat(symbols.user(program.pid(), program.place("hidden")).name()).isEqualTo("hidden");
        }
    }

    @Test
    void symbols_of_another_build_are_refused_by_their_checksum() throws Exception {
        Path file = NamedProgram.compile(folder, "gcc", "-Wl,--build-id=none");
        Path apart = folder.resolve("named.symbols");
        NamedProgram.run(folder, "objcopy", "--only-keep-debug", file.toString(), apart.toString());
        NamedProgram.run(folder, "strip", file.toString());
        NamedProgram.run(folder, "objcopy", "--add-gnu-debuglink=" + apart, file.toString());
        byte[] changed = Files.readAllBytes(apart);
        changed[changed.length - 1] ^= 1;
        Files.write(apart, changed);
        try (NamedProgram program = NamedProgram.start(file)) {
            assertThat(symbols.user(program.pid(), program.place("hidden")).known()).isFalse();
        }
    }

    @Test
    void names_of_cpp_are_as_their_author_wrote_them() throws Exception {
        Path file = NamedProgram.compile(folder, "g++");
        try (NamedProgram program = NamedProgram.start(file)) {
            assertThat(symbols.user(program.pid(), program.place("held")).name()).isEqualTo("outer::Holder<int>::held(char const*) const");
            assertThat(symbols.user(program.pid(), program.place("shown")).name()).isEqualTo("shown(int)");
        }
    }

    @Test
    void what_was_named_while_the_process_lived_stays_named() throws Exception {
        Path file = NamedProgram.compile(folder, "gcc");
        NamedProgram program = NamedProgram.start(file);
        Frame shown = symbols.user(program.pid(), program.place("shown"));
        program.close();
        Files.delete(file);
        assertThat(Path.of("/proc/" + program.pid())).doesNotExist();
        assertThat(symbols.user(program.pid(), program.place("shown"))).isEqualTo(shown);
        // The tables of its file are kept, so that places in it which nobody had asked for have names too.
        assertThat(symbols.user(program.pid(), program.place("hidden")).name()).isEqualTo("hidden");
    }

    @Test
    void a_file_that_took_the_place_of_the_one_that_runs_gives_it_no_names() throws Exception {
        Path file = NamedProgram.compile(folder, "gcc");
        try (NamedProgram program = NamedProgram.start(file)) {
            Path other = Files.createDirectories(folder.resolve("other"));
            Files.copy(Path.of("/bin/true"), other.resolve("named"));
            Files.move(other.resolve("named"), file, StandardCopyOption.ATOMIC_MOVE);
            assertThat(symbols.user(program.pid(), program.place("shown")).name()).isIn("shown", "[named+0x" + Long.toHexString(
                    symbols.user(program.pid(), program.place("shown")).offset()) + ']');
            assertThat(symbols.user(program.pid(), program.place("shown")).module()).isEqualTo("named");
        }
    }

    @Test
    void the_functions_that_the_kernel_gives_each_process_have_names() throws Exception {
        String maps = Files.readString(Path.of("/proc/self/maps"));
        String vdso = maps.lines().filter(line -> line.endsWith("[vdso]")).findFirst().orElseThrow();
        long start = Long.parseUnsignedLong(vdso.substring(0, vdso.indexOf('-')), 16);
        long end = Long.parseUnsignedLong(vdso.substring(vdso.indexOf('-') + 1, vdso.indexOf(' ')), 16);
        int self = (int) ProcessHandle.current().pid();
        boolean found = false;
        for (long place = start; place < end; place += 16) {
            Frame frame = symbols.user(self, place);
            assertThat(frame.module()).isEqualTo("vdso");
            found |= frame.known() && frame.name().contains("clock_gettime");
        }
        assertThat(found).as("clock_gettime is in the vdso").isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 0x7fffffffffffL})
    void a_place_where_nothing_is_stays_a_number(long address) {
        int self = (int) ProcessHandle.current().pid();
        for (int pid : new int[] {self, 0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            assertThat(symbols.user(pid, address)).isEqualTo(new Frame("0x" + Long.toHexString(address), "", 0, false));
        }
    }
}
