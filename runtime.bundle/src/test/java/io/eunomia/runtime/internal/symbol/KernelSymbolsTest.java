package io.eunomia.runtime.internal.symbol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of the kernel's functions. */
class KernelSymbolsTest {
    private static final Path KALLSYMS = Path.of("/proc/kallsyms");

    private final AtomicLong clock = new AtomicLong();

    @TempDir
    Path folder;

    private KernelSymbols of(String text) throws IOException {
        return new KernelSymbols(Files.writeString(folder.resolve("kallsyms"), text), clock::get);
    }

    @Test
    void each_function_of_this_kernel_has_one_of_its_names() throws IOException {
        KernelSymbols symbols = new KernelSymbols(KALLSYMS, System::nanoTime);
        List<String[]> all = Files.readAllLines(KALLSYMS).stream().map(line -> line.split("[ \t]")).toList();
        long start = address(all, "_stext");
        long end = address(all, "_etext");
        Set<String> given = new HashSet<>();
        all.stream().filter(parts -> parts.length == 3).forEach(parts -> given.add(parts[0] + parts[2]));
        int checked = 0;
        for (int i = 0; i < all.size(); i += 97) {
            long address = Long.parseUnsignedLong(all.get(i)[0], 16);
            if (Long.compareUnsigned(address, start) >= 0 && Long.compareUnsigned(address, end) < 0) {
                Frame frame = symbols.frame(address);
                assertThat(given.contains(String.format("%016x", address - frame.offset()) + frame.name())).as(frame.name()).isTrue();
                assertThat(frame.offset()).isZero();
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(100);
        assertThat(symbols.frame(end).known()).isFalse();
        assertThat(symbols.frame(start - 1).known()).isFalse();
    }

    private static long address(List<String[]> all, String name) {
        return all.stream().filter(parts -> parts[2].equals(name)).mapToLong(parts -> Long.parseUnsignedLong(parts[0], 16))
                .findFirst().orElseThrow();
    }

    @Test
    void modules_and_programs_are_named_with_what_they_are_of_and_seen_when_they_come() throws IOException {
        String core = "ffffffff81000000 T _stext\nffffffff81000000 t first\nffffffff81000100 T second\nffffffff81000180 D data\n"
                + "ffffffff81000200 T _etext\n";
        KernelSymbols symbols = of(core + "ffffffffc0000000 t inside\t[some_module]\n");
        assertThat(symbols.frame(0xffffffff81000110L)).isEqualTo(new Frame("second", "kernel", 0x10, true));
        assertThat(symbols.frame(0xffffffffc0000010L)).isEqualTo(new Frame("inside", "some_module", 0x10, true));
        assertThat(symbols.frame(0xffffffffc0002000L).known()).as("far behind the last function").isFalse();
        of(core + "ffffffffc0000000 t bpf_prog_6deef7357e7b4530_count\t[bpf]\n");
        clock.addAndGet(6_000_000_000L);
        assertThat(symbols.frame(0xffffffffc0000010L)).isEqualTo(new Frame("bpf_prog_6deef7357e7b4530_count", "bpf", 0x10, true));
        assertThat(symbols.problem()).isEmpty();
    }

    @Test
    void without_addresses_there_are_no_names_and_it_says_why() throws IOException {
        KernelSymbols symbols = of("0000000000000000 T _stext\n0000000000000000 T first\n0000000000000000 T _etext\n");
        assertThat(symbols.frame(0xffffffff81000110L)).isEqualTo(new Frame("0xffffffff81000110", "", 0, false));
        assertThat(symbols.frame(0).known()).isFalse();
        assertThat(symbols.problem().orElseThrow()).contains("CAP_SYSLOG").contains("kernel.kptr_restrict");
        of("ffffffff81000000 T _stext\nffffffff81000000 T first\nffffffff81000200 T _etext\n");
        clock.addAndGet(61_000_000_000L);
        assertThat(symbols.frame(0xffffffff81000110L).name()).as("after somebody has done so").isEqualTo("first");
        assertThat(symbols.problem()).isEmpty();
    }

    @Test
    void a_file_that_is_not_there_or_none_of_the_kernel_does_no_harm() throws IOException {
        KernelSymbols none = new KernelSymbols(folder.resolve("none"), clock::get);
        assertThat(none.frame(0xffffffff81000110L).known()).isFalse();
        assertThat(none.problem().orElseThrow()).contains("ProtectKernelTunables");
        KernelSymbols odd = of("x\n\nffffffff81000000\nffffffff81000000 T\nffffffff81000000 T \n" + "f".repeat(5000) + " T a\n"
                + "ffffffff81000000 T b\t[\n\u0000\u0000");
        assertThat(odd.frame(0xffffffff81000000L).known()).isFalse();
    }
}
