package io.eunomia.runtime.internal.symbol.demangle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mangled names become what their authors wrote, as binutils writes it, or stay as they are. */
class DemanglerTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "_ZN5outer6HolderIiE4heldEPKc | outer::Holder<int>::held(char const*)",
        "_ZNK3foo3barEv.part.0.cold | foo::bar() const [clone .part.0] [clone .cold]",
        "_ZNSt6vectorIiSaIiEE9push_backEOi | std::vector<int, std::allocator<int> >::push_back(int&&)",
        "_ZN1AC2ERKS_ | A::A(A const&)",
        "_ZThn16_N1B1fEv | non-virtual thunk to B::f()",
        "_ZSt4sortIPiPFbiiEEvT_S3_T0_ | void std::sort<int*, bool (*)(int, int)>(int*, int*, bool (*)(int, int))",
        "_ZZ4mainENKUlvE_clEv | main::{lambda()#1}::operator()() const",
        "_ZN12_GLOBAL__N_11fEPA3_i | (anonymous namespace)::f(int (*) [3])",
        "_ZNSt6vectorISsSaISsEE12emplace_backIJRA6_KcEEERSsDpOT_ | std::string& std::vector<std::string, std::allocator<std::string> >::"
                + "emplace_back<char const (&) [6]>(char const (&) [6])",
        "_ZN4core3fmt9Formatter9write_str17h0123456789abcdefE | core::fmt::Formatter::write_str",
        "_ZN58_$LT$alloc..string..String$u20$as$u20$core..fmt..Debug$GT$3fmt17h0123456789abcdefE | <alloc::string::String as core::fmt::Debug>::fmt",
        "_RNvNtCs1234_7mycrate3foo3bar | mycrate::foo::bar",
        "_RNCNvCs1234_7mycrate4main0 | mycrate::main::{closure#0}",
        "_RINvCs1234_7mycrate3addlNtB2_4TypeE | mycrate::add::<i32, mycrate::Type>",
        "_RNvXs_Cs1234_7mycrateNtB4_4TypeNtB4_5Trait4call | <mycrate::Type as mycrate::Trait>::call"})
    void names_are_as_their_author_wrote_them(String mangled, String readable) {
        assertThat(Demangler.readable(mangled)).isEqualTo(readable);
    }

    @ParameterizedTest
    @ValueSource(strings = {"main", "runtime.mallocgc", "main.(*Server).Serve.func1", "_Z", "_ZN", "_Zqq", "_R", "_RNv", "_ZN3fooE3ba",
        "_ZN9999999999fooEv", "_ZS_", "_Z1fT_", "_ZN1AIXadL_Z1fEEE1gEv", "_ZN3fooEvv.", "_RNvB_3foo", "_ZN1AC9Ev", "__Z3foov", "_Z3foovE"})
    void what_is_not_wholly_understood_stays_as_it_is(String name) {
        assertThat(Demangler.readable(name)).isEqualTo(name);
    }

    @Test
    void repetitions_of_repetitions_end() {
        StringBuilder name = new StringBuilder("_Z1fP1A");
        name.append("PFS_S_S_E");
        for (int i = 1; i < 30; i++) {
            String number = Integer.toString(2 * i - 1, 36).toUpperCase(java.util.Locale.ROOT);
            name.append("PFS").append(number).append("_S").append(number).append("_S").append(number).append("_E");
        }
        assertThat(Demangler.readable(name.toString())).isEqualTo(name.toString());
        String deep = "_Z1f" + "P".repeat(4000) + "i";
        assertThat(Demangler.readable(deep)).isEqualTo(deep);
    }

    /** Names of a large library: nearly all are read, and none otherwise than by binutils. */
    @Test
    void the_names_of_the_cpp_library_are_those_that_binutils_read() throws Exception {
        List<String> names = mangled(library("libstdc++.so.6"), "nm", "-D");
        compare(names.stream().filter(name -> !name.startsWith("_ZT") || !name.contains("D")).toList(), 99);
    }

    @Test
    void the_names_of_rusts_own_library_are_those_that_binutils_read() throws Exception {
        try (Stream<Path> files = Files.exists(Path.of("/root/.rustup")) ? Files.find(Path.of("/root/.rustup"), 6,
                (path, attributes) -> path.getFileName().toString().matches("libstd-.*\\.so")) : Stream.empty()) {
            List<Path> found = files.limit(1).toList();
            assumeTrue(!found.isEmpty(), "there is no Rust here");
            compare(mangled(found.get(0), "nm"), 97);
        }
    }

    private static Path library(String name) {
        Path file = Path.of("/usr/lib/x86_64-linux-gnu", name);
        assumeTrue(Files.exists(file), "there is no " + name + " here");
        return file;
    }

    private List<String> mangled(Path file, String... tool) throws Exception {
        assumeTrue(Files.exists(Path.of("/usr/bin/c++filt")), "there are no binutils here");
        List<String> command = new ArrayList<>(List.of(tool));
        command.add(file.toString());
        return run(command, "").stream().map(line -> line.substring(line.lastIndexOf(' ') + 1).replaceAll("@.*", ""))
                .filter(name -> name.startsWith("_Z") || name.startsWith("_R")).filter(name -> !name.contains(".llvm.")).distinct()
                .limit(20_000).toList();
    }

    private void compare(List<String> names, int percent) throws Exception {
        List<String> expected = run(List.of("c++filt", "-i"), String.join("\n", names) + '\n');
        assertThat(expected).hasSameSizeAs(names);
        int read = 0;
        for (int i = 0; i < names.size(); i++) {
            String readable = Demangler.readable(names.get(i));
            if (!readable.equals(names.get(i))) {
                assertThat(even(readable)).as(names.get(i)).isEqualTo(even(expected.get(i)));
                read++;
            } else if (expected.get(i).equals(names.get(i))) {
                read++;
            }
        }
        assertThat(read).isGreaterThan(names.size() * percent / 100);
        assertThat(names.size()).isGreaterThan(1000);
    }

    /** Binutils write blanks between angle brackets, or not, by what was read before. */
    private static String even(String name) {
        return name.replace("> >", ">>").replace("> >", ">>");
    }

    private List<String> run(List<String> command, String input) throws IOException, InterruptedException {
        Path in = Files.writeString(folder.resolve("in"), input);
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(command).redirectInput(in.toFile()).redirectOutput(out.toFile()).start();
        process.waitFor();
        return Files.readAllLines(out, StandardCharsets.UTF_8);
    }
}
