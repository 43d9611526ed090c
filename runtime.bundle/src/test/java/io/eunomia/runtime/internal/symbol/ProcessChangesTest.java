package io.eunomia.runtime.internal.symbol;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.libbpf.LibbpfLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of names when a process ends, executes something else, or another one gets its number. */
class ProcessChangesTest {
    private static final int PID = 4242;
    private static final long AT = 0x400000;

    private final AtomicLong clock = new AtomicLong();
    private final LibbpfLibrary library = LibbpfLibrary.load();

    @TempDir
    Path proc;
    private Symbols symbols;

    @AfterEach
    void close() {
        symbols.close();
        library.close();
    }

    /** Describes a process as the kernel does, with one file at a place in its memory. */
    private void process(long start, Path file, String shown) throws IOException {
        Path process = Files.createDirectories(proc.resolve(Integer.toString(PID)));
        Files.writeString(process.resolve("stat"), PID + " (a) b) S" + " 0".repeat(18) + ' ' + start + " 0\n");
        Files.writeString(process.resolve("status"), "Uid:\t0\t0\t0\t0\nNSpid:\t4242\n");
        Files.createDirectories(process.resolve("root"));
        long device = (Long) Files.getAttribute(file, "unix:dev");
        Files.writeString(process.resolve("maps"), String.format("%x-%x r-xp 00000000 %02x:%02x %d %s%n", AT, AT + (1 << 20),
                device >>> 8 & 0xfff, device & 0xff, (Long) Files.getAttribute(file, "unix:ino"), shown));
    }

    /** A file in the process's root folder. */
    private Path file(String name, String... options) throws Exception {
        Path folder = Files.createDirectories(proc.resolve(PID + "/root"));
        Path made = NamedProgram.compile(folder, "gcc", options);
        return Files.move(made, folder.resolve(name));
    }

    private static long offset(Path file, String function) throws Exception {
        Process nm = new ProcessBuilder("nm", file.toString()).start();
        try (var lines = nm.inputReader()) {
            return lines.lines().filter(line -> line.endsWith(" " + function)).mapToLong(line -> Long.parseLong(
                    line.substring(0, 16), 16)).findFirst().orElseThrow();
        }
    }

    private void begin() {
        symbols = new Symbols(proc, library.libbpf().processes(), clock::get);
    }

    private Frame at(long offset) {
        return symbols.user(PID, AT + offset);
    }

    @Test
    void another_process_with_the_same_number_has_its_own_names() throws Exception {
        begin();
        Path one = file("one", "-nostartfiles", "-Wl,-e,main");
        long shown = offset(one, "shown");
        process(100, one, "/one");
        assertThat(at(shown).name()).isEqualTo("shown");
        Path other = file("other", "-nostartfiles", "-Wl,-e,main", "-Dshown=altogether_different");
        assertThat(offset(other, "altogether_different")).isEqualTo(shown);
        process(200, other, "/other");
        clock.addAndGet(1_000_000_000);
        assertThat(at(shown).name()).isEqualTo("altogether_different");
        assertThat(at(shown).module()).isEqualTo("other");
    }

    @Test
    void a_process_that_executes_something_else_has_the_new_names() throws Exception {
        begin();
        Path one = file("one", "-nostartfiles", "-Wl,-e,main");
        long shown = offset(one, "shown");
        process(100, one, "/one");
        assertThat(at(shown).name()).isEqualTo("shown");
        Path other = file("other", "-nostartfiles", "-Wl,-e,main", "-Dshown=altogether_different");
        process(100, other, "/other");
        clock.addAndGet(1_000_000_000);
        assertThat(at(shown).name()).isEqualTo("altogether_different");
    }

    @Test
    void an_ended_process_keeps_its_names_until_its_number_is_given_again() throws Exception {
        begin();
        Path one = file("one", "-nostartfiles", "-Wl,-e,main");
        long shown = offset(one, "shown");
        process(100, one, "/one");
        assertThat(at(shown).name()).isEqualTo("shown");
        Files.delete(proc.resolve(PID + "/stat"));
        Files.delete(proc.resolve(PID + "/maps"));
        clock.addAndGet(1_000_000_000);
        assertThat(at(shown).name()).isEqualTo("shown");
    }

    @Test
    void a_file_with_the_mapped_ones_name_but_not_its_number_gives_no_names() throws Exception {
        begin();
        Path one = file("one", "-nostartfiles", "-Wl,-e,main");
        long shown = offset(one, "shown");
        process(100, one, "/one");
        Path copy = Files.copy(one, one.resolveSibling("copy"));
        Files.delete(one);
        Files.move(copy, one);
        assertThat(at(shown)).isEqualTo(new Frame("[one+0x" + Long.toHexString(shown) + ']', "one", shown, false));
    }

    @Test
    void what_a_hostile_container_puts_in_a_files_place_is_not_opened() throws Exception {
        begin();
        Path one = file("one", "-nostartfiles", "-Wl,-e,main");
        long shown = offset(one, "shown");
        process(100, one, "/link");
        Files.createSymbolicLink(one.resolveSibling("link"), one.toAbsolutePath());
        assertThat(at(shown).known()).as("a link that leads out of its root").isFalse();
        Path pipe = one.resolveSibling("pipe");
        NamedProgram.run(proc, "mkfifo", pipe.toString());
        process(100, pipe, "/pipe");
        clock.addAndGet(1_000_000_000);
        assertThat(at(shown).module()).isEqualTo("pipe");
        assertThat(at(shown).known()).isFalse();
    }
}
