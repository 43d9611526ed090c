package io.eunomia.runtime.internal.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.runtime.enrich.Addition;
import io.eunomia.runtime.enrich.Key;
import io.eunomia.runtime.internal.decode.TestObject;
import io.eunomia.runtime.internal.names.IdFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A name is given to those processes only whose users are the host's. */
@Tag("kernel")
@Timeout(60)
class HostUsersTest {
    /** More than the kernel counts to. */
    private static final long GONE = 4_000_000_000L;

    private final HostUsers users = new HostUsers(Path.of("/proc"));
    @TempDir
    private Path folder;

    /** A process that has said that it is ready and waits to be ended. */
    private record Waiting(Process process) implements AutoCloseable {
        static Waiting of(String... words) throws IOException {
            Process process = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            assertThat(process.getInputStream().read()).as(String.join(" ", words)).isEqualTo('r');
            return new Waiting(process);
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    @Test
    void a_process_of_the_host_has_the_hosts_names() throws IOException {
        try (Waiting waiting = Waiting.of("setpriv", "--reuid=1", "--clear-groups", "sh", "-c", "printf r; read line")) {
            assertThat(users.seenBy(waiting.process().pid())).isTrue();
            assertThat(users.name(1)).contains(Files.readAllLines(Path.of("/etc/passwd")).stream()
                    .filter(line -> line.split(":")[2].equals("1")).findFirst().orElseThrow().split(":")[0]);
            assertThat(users.name(4_294_967_295L)).isEmpty();
        }
    }

    @Test
    void a_process_with_other_users_has_none() throws IOException {
        Path others = Files.writeString(folder.resolve("passwd"), "mallory:x:1:1::/:/bin/sh\n");
        for (List<String> words : List.of(
                List.of("unshare", "-m", "sh", "-c", "mount --bind " + others + " /etc/passwd && printf r && read line"),
                List.of("unshare", "-U", "sh", "-c", "printf r; read line"))) {
            try (Waiting waiting = Waiting.of(words.toArray(String[]::new))) {
                assertThat(users.seenBy(waiting.process().pid())).as(String.join(" ", words)).isFalse();
            }
        }
        try (Waiting waiting = Waiting.of("unshare", "-m", "sh", "-c", "printf r; read line")) {
            // It has a mount namespace of its own and the same file in it, as many services of systemd have.
            long pid = waiting.process().pid();
            assertThat(users.seenBy(pid)).isTrue();
            assertThat(users.seenIn(namespace(pid), pid)).isTrue();
            assertThat(users.seenIn(namespace(pid), GONE)).as("by what was known of the namespace").isTrue();
            assertThat(users.seenIn(namespace(ProcessHandle.current().pid()), GONE)).as("its own").isTrue();
            assertThatThrownBy(() -> users.seenIn(1, GONE)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_process_with_another_root_has_none() throws IOException {
        for (String part : List.of("bin", "lib", "lib64", "usr")) {
            Path real = Path.of("/" + part).toRealPath();
            Files.createSymbolicLink(folder.resolve(part), Path.of("/host").resolve(Path.of("/").relativize(real)));
        }
        Files.createDirectory(folder.resolve("host"));
        try (Waiting waiting = Waiting.of("unshare", "-m", "sh", "-c", "mount --bind / " + folder.resolve("host")
                + " && exec chroot " + folder + " sh -c 'printf r; read line'")) {
            assertThatThrownBy(() -> users.seenBy(waiting.process().pid())).isInstanceOf(IOException.class);
        }
    }

    private static long namespace(long pid) throws IOException {
        return Long.parseLong(Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns/mnt")).toString().replaceAll("\\D", ""));
    }

    @Test
    void a_process_that_has_gone_has_none() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        assertThatThrownBy(() -> users.seenBy(gone.pid())).isInstanceOf(IOException.class);
    }

    @Test
    void the_first_of_several_names_counts_and_lines_that_are_none_do_no_harm() {
        assertThat(IdFile.parse(List.of("root:x:0:0:::", "toor:x:0:0:::", "", "#", "bad:x:minus:0", "+::::::", "bob:x:1000:1:::")))
                .containsOnlyKeys(0L, 1000L).containsEntry(0L, "root").containsEntry(1000L, "bob");
    }

    @Test
    void only_an_id_whose_process_is_known_gets_a_name() throws IOException {
        UserEnricher enricher = new UserEnricher(users);
        assertThat(enricher.additions(TestObject.named("users").schema("with_namespace"))).extracting(Addition::table)
                .containsExactly("mount namespace");
        List<Addition> byProcess = enricher.additions(TestObject.named("users").schema("with_pid"));
        assertThat(byProcess).extracting(Addition::table).containsExactly("process");
        assertThat(byProcess.get(0).fields()).extracting(field -> field.name()).containsExactly("user");
        assertThat(enricher.additions(TestObject.named("users").schema("alone"))).isEmpty();

        assertThat(enricher.lookUp(byProcess.get(0), new Key(List.of(0L, GONE)))).containsExactly("root");
        long self = ProcessHandle.current().pid();
        assertThat(enricher.lookUp(byProcess.get(0), new Key(List.of(1L, self)))).containsExactly(users.name(1).orElseThrow());
        assertThat(enricher.lookUp(byProcess.get(0), new Key(List.of(1L, GONE)))).containsOnlyNulls();
        assertThat(enricher.lookUp(byProcess.get(0), new Key(List.of(4_294_967_294L, self)))).containsOnlyNulls();
    }
}
