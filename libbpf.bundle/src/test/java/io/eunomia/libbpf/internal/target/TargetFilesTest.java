package io.eunomia.libbpf.internal.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On this machine's own files: its C library, this process, a script. */
class TargetFilesTest {
    private final TargetFiles files = new TargetFiles(Path.of("/"));

    @TempDir
    private Path folder;

    @Test
    void a_library_is_found_by_its_name_and_by_its_soname() {
        String whole = files.find("libc.so.6", -1).orElseThrow();
        assertThat(files.find("libc", -1)).contains(whole);
        assertThat(new UserFile(Path.of(whole)).lacksFunction("getaddrinfo")).isEmpty();
        assertThat(files.find("libthere-is-none", -1)).isEmpty();
        assertThat(files.find("li", -1)).isEmpty();
    }

    @Test
    void a_program_is_found_in_the_path_and_a_folder_is_none() {
        assertThat(files.find("bash", -1).orElseThrow()).endsWith("/bash");
        assertThat(files.find("x86_64-linux-gnu", -1)).isEmpty();
    }

    @Test
    void of_a_process_it_is_what_that_process_has_loaded() {
        int self = (int) ProcessHandle.current().pid();
        assertThat(files.find("libjvm", self).orElseThrow()).endsWith("/libjvm.so");
        assertThat(files.find("libjvm", -1)).isEmpty();
        assertThat(files.loadedNames(self)).contains("libjvm.so");
        assertThat(files.find("libc", Integer.MAX_VALUE)).isEmpty();
    }

    @Test
    void what_keeps_a_function_from_being_attached_to_is_told() {
        UserFile library = new UserFile(Path.of(files.find("libc", -1).orElseThrow()));
        assertThat(library.lacksFunction("there_is_none").orElseThrow()).contains("no function \"there_is_none\"");
        UserFile java = new UserFile(Path.of(System.getProperty("java.home"), "bin/java"));
        assertThat(java.lacksFunction("JLI_Launch").orElseThrow()).contains("is another library's");
        assertThat(library.lacksProbe("there", "is_none").orElseThrow()).contains("no static tracepoint there:is_none");
    }

    @Test
    void what_is_no_elf_file_is_told_with_what_it_is() throws IOException {
        Path script = Files.writeString(folder.resolve("python3"), "#!/usr/bin/env bash\nexit\n");
        assertThat(new UserFile(script).fault()).contains(script + " is not an ELF file: it is a script for"
                + " /usr/bin/env bash");
        assertThat(new UserFile(Files.createFile(folder.resolve("empty"))).fault().orElseThrow()).contains("is empty");
        assertThat(new UserFile(folder).fault().orElseThrow()).contains("no regular file");
        assertThat(new UserFile(folder.resolve("none")).fault().orElseThrow()).contains("there is no file");
    }

    @Test
    void tables_that_lie_outside_the_file_are_told() throws IOException {
        byte[] program = Files.readAllBytes(Path.of(files.find("bash", -1).orElseThrow()));
        Path cut = Files.write(folder.resolve("cut"), java.util.Arrays.copyOf(program, program.length / 2));
        assertThat(new UserFile(cut).lacksFunction("main").orElseThrow()).contains("is damaged");
    }
}
