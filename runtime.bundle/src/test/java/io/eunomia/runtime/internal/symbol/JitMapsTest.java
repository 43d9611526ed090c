package io.eunomia.runtime.internal.symbol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.libbpf.LibbpfLibrary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Maps of just-in-time compilers: what they say, and what else may stand in their place. */
class JitMapsTest {
    private static final int PID = 4242;

    private final LibbpfLibrary library = LibbpfLibrary.load();

    @TempDir
    Path proc;
    private Path map;
    private JitMaps maps;

    /** A process with a root folder of its own, whose number in there is 7. */
    @BeforeEach
    void process() throws IOException {
        Path process = Files.createDirectories(proc.resolve(Integer.toString(PID)));
        Files.writeString(process.resolve("status"), "Name:\tx\nUid:\t0\t0\t0\t0\nNSpid:\t4242\t7\nSigCgt:\t0000000000000004\n");
        map = Files.createDirectories(process.resolve("root/tmp")).resolve("perf-7.map");
        maps = new JitMaps(proc, library.libbpf().processes(), new FunctionCache(64 << 20));
    }

    @AfterEach
    void close() {
        library.close();
    }

    private Frame find(long address) throws IOException {
        return maps.read(PID, JitMaps.Map.NONE).functions().find(address, "jit");
    }

    @Test
    void entries_have_addresses_with_or_without_a_prefix_and_names_with_blanks() throws IOException {
        Files.writeString(map, "1000 10 void a.B.c(int, java.lang.String)\n0x0000000000002000 0x20 d\nzz 10 no\n3000 0 empty\n4000 10\n5000 8 cut");
        assertThat(find(0x100f)).isEqualTo(new Frame("void a.B.c(int, java.lang.String)", "jit", 15, true));
        assertThat(find(0x1010)).isNull();
        assertThat(find(0x201f).name()).isEqualTo("d");
        assertThat(find(0x3000)).isNull();
        assertThat(find(0x4000)).isNull();
        assertThat(find(0x5000)).as("a line that is still being written").isNull();
    }

    @Test
    void of_entries_that_overlap_the_last_one_counts() throws IOException {
        Files.writeString(map, "1000 100 first\n1050 100 second\n1000 10 third\n");
        assertThat(find(0x1008).name()).isEqualTo("third");
        assertThat(find(0x1020).name()).isEqualTo("first");
        assertThat(find(0x1060).name()).isEqualTo("second");
    }

    @Test
    void a_map_that_grows_is_read_again_and_one_that_does_not_is_not() throws IOException {
        Files.writeString(map, "1000 10 first\n");
        JitMaps.Map before = maps.read(PID, JitMaps.Map.NONE);
        assertThat(maps.read(PID, before)).isSameAs(before);
        Files.writeString(map, "1000 10 first\n2000 10 second\n");
        assertThat(maps.read(PID, before).functions().find(0x2000, "jit").name()).isEqualTo("second");
    }

    @Test
    void of_a_map_of_100_megabytes_the_end_is_read_and_it_is_said() throws IOException {
        try (Writer out = Files.newBufferedWriter(map)) {
            String name = " 10 " + "n".repeat(980) + '\n';
            for (int i = 0; i < 100_000; i++) {
                out.write(Integer.toHexString(0x100000 + 16 * i) + name);
            }
        }
        assertThat(Files.size(map)).isGreaterThan(90_000_000);
        JitMaps.Map read = maps.read(PID, JitMaps.Map.NONE);
        assertThat(read.cut()).isTrue();
        assertThat(read.functions().bytes()).isLessThan(13 << 20);
        assertThat(read.functions().find(0x100000 + 16 * 99_999L, "jit").name()).hasSize(980);
        assertThat(read.functions().find(0x100000, "jit")).isNull();
    }

    @Test
    void what_stands_in_a_maps_place_is_not_opened() throws Exception {
        NamedProgram.run(proc, "mkfifo", map.toString());
        assertThatThrownBy(() -> maps.read(PID, JitMaps.Map.NONE)).isInstanceOf(IOException.class).hasMessageContaining("no regular file");
        Files.delete(map);
        Path outside = Files.writeString(proc.resolve("outside"), "1000 10 secret\n");
        Files.createSymbolicLink(map, outside);
        assertThatThrownBy(() -> maps.read(PID, JitMaps.Map.NONE)).as("a link that leads out of its root").isInstanceOf(IOException.class);
        Files.delete(map);
        Files.createSymbolicLink(map, Path.of("../../../../../outside"));
        assertThatThrownBy(() -> maps.read(PID, JitMaps.Map.NONE)).isInstanceOf(IOException.class);
        Files.delete(map);
        Files.writeString(map.resolveSibling("kept"), "1000 10 inside\n");
        Files.createSymbolicLink(map, Path.of("/tmp/kept"));
        assertThat(find(0x1000).name()).as("a link within its root").isEqualTo("inside");
    }

    @Test
    void a_map_of_another_user_does_not_count() throws IOException {
        Files.writeString(map, "1000 10 forged\n");
        Files.setAttribute(map, "unix:uid", 65534);
        assertThatThrownBy(() -> maps.read(PID, JitMaps.Map.NONE)).isInstanceOf(IOException.class).hasMessageContaining("another user");
    }

    @Test
    void a_line_without_end_has_no_name() throws IOException {
        byte[] text = ("1000 10 " + "x".repeat(1 << 20) + "\n2000 10 next\n").getBytes(StandardCharsets.US_ASCII);
        JitFunctions functions = JitFunctions.read(new ByteArrayInputStream(text));
        assertThat(functions.find(0x1000, "jit")).isNull();
        assertThat(functions.find(0x2000, "jit").name()).isEqualTo("next");
    }
}
