package io.eunomia.runtime.internal.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.eunomia.libbpf.LibbpfLibrary;
import io.eunomia.runtime.internal.decode.AddedValue;
import io.eunomia.runtime.internal.decode.SystemNames.Kind;
import io.eunomia.runtime.internal.symbol.Symbols;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Names that this system has for numbers, compared with what it says elsewhere. */
class RunningNamesTest {
    private final LibbpfLibrary library = LibbpfLibrary.load();
    private final Symbols symbols = new Symbols(library.libbpf().processes());
    private final RunningNames names = new RunningNames(symbols);

    @AfterEach
    void close() {
        symbols.close();
        library.close();
    }

    private String name(Kind kind, long process, long number) {
        AddedValue value = names.name(kind, process, number);
        return value == null ? null : value.toString();
    }

    @Test
    void users_and_groups_are_those_of_the_host() throws IOException {
        for (String line : Files.readAllLines(Path.of("/etc/group"))) {
            String[] parts = line.split(":");
            assertThat(name(Kind.GROUP, 0, Long.parseLong(parts[2]))).isEqualTo(parts[0]);
        }
        assertThat(name(Kind.USER, 0, 0)).isEqualTo("root");
        assertThat(name(Kind.USER, 0, 3_999_999_999L)).isNull();
    }

    @Test
    void disks_are_those_that_the_kernel_lists() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/partitions")).stream().skip(2).toList()) {
            String[] parts = line.strip().split(" +");
            assertThat(name(Kind.DISK, 0, Long.parseLong(parts[0]) << 20 | Long.parseLong(parts[1]))).isEqualTo(parts[3]);
        }
        assertThat(name(Kind.DISK, 0, 4095L << 20 | 7)).isNull();
    }

    @Test
    void cgroups_are_found_by_their_ids_and_keep_their_paths_when_they_are_gone() throws IOException {
        Path root = Files.readAllLines(Path.of("/proc/self/mounts")).stream().map(line -> line.split(" "))
                .filter(parts -> parts[2].equals("cgroup2")).map(parts -> Path.of(parts[1])).findFirst().orElse(null);
        assumeTrue(root != null, "no hierarchy of cgroups, version 2");
        assertThat(name(Kind.CGROUP, 0, id(root))).isEqualTo("/");
        Path made = Files.createDirectory(root.resolve("eunomia-names-" + ProcessHandle.current().pid()));
        Cgroups cgroups = new Cgroups(Path.of("/proc/self/mounts"));
        long id;
        try {
            id = id(made);
            assertThat(cgroups.path(id)).isEqualTo("/" + made.getFileName());
        } finally {
            Files.deleteIfExists(made);
        }
        assertThat(cgroups.path(id)).isEqualTo("/" + made.getFileName());
        assertThat(name(Kind.CGROUP, 0, Long.MAX_VALUE)).isNull();
    }

    private static long id(Path folder) throws IOException {
        return (Long) Files.getAttribute(folder, "unix:ino");
    }

    @Test
    void functions_of_the_kernel_are_named_and_other_addresses_are_text() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/kallsyms"))) {
            String line = lines.filter(one -> one.endsWith(" vfs_read")).findFirst().orElseThrow();
            assertThat(name(Kind.KERNEL_FUNCTION, 0, Long.parseUnsignedLong(line.substring(0, 16), 16))).isEqualTo("vfs_read");
        }
        assertThat(name(Kind.KERNEL_FUNCTION, 0, 0xffff888000001234L)).isEqualTo("0xffff888000001234");
        assertThat(name(Kind.FUNCTION, 0, 0x7fffffffffff1234L)).isEqualTo("0x7fffffffffff1234");
    }

    @Test
    void names_are_asked_for_once_while_they_are_true_and_never_mixed_up() {
        int[] asked = new int[1];
        NameTable table = new NameTable(Long.MAX_VALUE / 2, (process, number) -> {
            asked[0]++;
            return number == 3 ? null : "n" + process + ' ' + number;
        });
        for (int round = 0; round < 3; round++) {
            assertThat(table.name(1, 2)).hasToString("n1 2");
            assertThat(table.name(2, 1)).hasToString("n2 1");
            assertThat(table.name(0, 3)).isNull();
        }
        assertThat(asked[0]).isEqualTo(3);
        for (int number = 10; number < 20_000; number++) {
            assertThat(table.name(0, number)).hasToString("n0 " + number);
        }
    }
}
