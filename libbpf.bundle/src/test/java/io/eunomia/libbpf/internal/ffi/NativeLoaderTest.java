package io.eunomia.libbpf.internal.ffi;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.libbpf.fixture.Commands;
import io.eunomia.libbpf.fixture.Jvm;
import io.eunomia.libbpf.fixture.LoadProbe;
import io.eunomia.libbpf.fixture.TwiceLoadProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each load in a JVM of its own: a library that was opened once stays. */
class NativeLoaderTest {

    private static String probe(String... properties) {
        return Commands.run(Jvm.command(LoadProbe.class, List.of(properties)).toArray(String[]::new));
    }

    @Test
    void the_bundled_library_is_written_to_the_named_directory_and_loaded(@TempDir Path directory) throws IOException {
        String output = probe("-Deunomia.libbpf.directory=" + directory);
        assertThat(output).contains("loaded libbpf 1.").contains(directory.toString());
        Path library = directory.resolve("libbpf.so.1");
        byte[] content = Files.readAllBytes(library);
        Files.write(library, new byte[] {1, 2, 3});
        assertThat(probe("-Deunomia.libbpf.directory=" + directory)).contains("loaded libbpf 1.");
        assertThat(Files.readAllBytes(library)).isEqualTo(content);
        try (var files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("libjffi-1.2.so", "libz.so.1", "libelf.so.1", "libbpf.so.1");
        }
    }

    @Test
    void without_a_directory_a_private_temporary_one_is_kept(@TempDir Path temporary) throws IOException {
        assertThat(probe("-Djava.io.tmpdir=" + temporary)).contains("loaded libbpf 1.").contains(temporary.toString());
        assertThat(probe("-Djava.io.tmpdir=" + temporary)).contains("loaded libbpf 1.");
        List<Path> made = list(temporary);
        assertThat(made).hasSize(1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made.get(0)))).isEqualTo("rwx------");
        // Open to others it is no longer trusted, and another is made.
        Files.setPosixFilePermissions(made.get(0), PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(probe("-Djava.io.tmpdir=" + temporary)).contains("loaded libbpf 1.");
        assertThat(list(temporary)).hasSize(2);
    }

    @Test
    void two_class_loaders_of_one_process_may_share_the_directory(@TempDir Path directory) throws IOException {
        List<String> command = Jvm.command(TwiceLoadProbe.class, List.of("-Deunomia.libbpf.directory=" + directory));
        assertThat(Commands.run(command.toArray(String[]::new)).lines()).hasSize(2)
                .allMatch(line -> line.startsWith("loaded libbpf 1."));
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(4);
        }
    }

    @Test
    void others_on_the_class_path_may_call_jnr_ffi_first_if_by_reflection(@TempDir Path directory) {
        assertThat(probeAfterOthers("-Djnr.ffi.asm.enabled=false", "-Deunomia.libbpf.directory=" + directory))
                .contains("others 1 loaded libbpf 1.");
    }

    @Test
    void calls_are_not_made_by_machine_code_that_others_have_jnr_ffi_generate(@TempDir Path directory) {
        assertThat(probeAfterOthers("-Djnr.ffi.x86asm.enabled=false", "-Deunomia.libbpf.directory=" + directory))
                .contains("failed native functions bind \"libc.so.6\": jnr-ffi was in use before")
                .contains("start Java with -Djnr.ffi.asm.enabled=false");
    }

    private static String probeAfterOthers(String... properties) {
        return Commands.run(Jvm.command(JnrUser.class, List.of(properties)).toArray(String[]::new)).replace('\n', ' ');
    }

    @Test
    void settings_of_jnr_ffi_are_left_as_they_were(@TempDir Path directory) {
        assertThat(probe("-Deunomia.libbpf.directory=" + directory, "-Dprobe.property=jnr.ffi.asm.enabled"))
                .contains("loaded libbpf 1.").contains("jnr.ffi.asm.enabled=null");
        assertThat(probe("-Deunomia.libbpf.directory=" + directory, "-Djnr.ffi.asm.enabled=false",
                "-Dprobe.property=jnr.ffi.asm.enabled")).contains("jnr.ffi.asm.enabled=false");
    }

    private static List<Path> list(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return new ArrayList<>(files.filter(file -> file.getFileName().toString().startsWith("eunomia-")).toList());
        }
    }

    @Test
    void a_library_of_the_host_can_be_chosen(@TempDir Path directory) {
        String output = probe("-Deunomia.libbpf.directory=" + directory, "-Deunomia.libbpf=system");
        assertThat(output).containsAnyOf("(libbpf.so.1)", "install the distribution's libbpf");
    }

    @Test
    void a_file_that_is_no_library_is_named_with_the_reason(@TempDir Path directory) throws IOException {
        Path text = Files.writeString(directory.resolve("libbpf.so"), "no library");
        assertThat(probe("-Deunomia.libbpf.directory=" + directory, "-Deunomia.libbpf=" + text))
                .contains("failed native library open \"" + text + "\": it is no shared library").contains("--libbpf");
        assertThat(probe("-Deunomia.libbpf.directory=" + directory, "-Deunomia.libbpf=/no/such/file"))
                .contains("failed native library open \"/no/such/file\": ENOENT").contains("must name a libbpf.so");
    }

    @Test
    void a_directory_that_cannot_be_written_to_is_named() {
        assertThat(probe("-Deunomia.libbpf.directory=/proc/nowhere")).contains("failed native library extract")
                .contains("/proc/nowhere").contains("-Deunomia.libbpf.directory=DIR");
    }

    @Test
    @Tag("kernel")
    void a_directory_that_does_not_allow_execution_is_named(@TempDir Path directory) {
        List<String> command = new ArrayList<>(List.of("unshare", "-m", "sh", "-c",
                "mount -t tmpfs -o noexec tmpfs " + directory + " && exec \"$@\"", "sh"));
        command.addAll(Jvm.command(LoadProbe.class, List.of("-Deunomia.libbpf.directory=" + directory)));
        assertThat(Commands.run(command.toArray(String[]::new))).contains("failed native library open")
                .contains("mounted noexec").contains("-Deunomia.libbpf.directory=DIR");
    }
}
