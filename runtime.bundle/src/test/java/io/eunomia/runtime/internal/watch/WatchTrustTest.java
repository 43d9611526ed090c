package io.eunomia.runtime.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.eunomia.runtime.internal.manager.FrameworkFixture;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is loaded that another user could have written, at whichever moment it became his. */
@Tag("kernel")
@Timeout(60)
class WatchTrustTest {
    @TempDir
    private Path state;
    @TempDir
    private Path temporary;
    private Path folder;
    private FrameworkFixture fixture;
    private FileTrackers trackers;
    private FolderScan scan;

    @BeforeEach
    void start() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root gives files away");
        folder = Files.createDirectories(temporary.toRealPath().resolve("above/watched"));
        fixture = new FrameworkFixture(state);
        trackers = new FileTrackers(fixture.manager(), false);
        scan = new FolderScan(folder, trackers, Clock.offset(Clock.systemUTC(), Duration.ofHours(1)));
    }

    @AfterEach
    void stop() throws Exception {
        if (fixture != null) {
            fixture.close();
        }
    }

    /** Each with what mends it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "chown 65534 opens.bpf.o              | belongs to the user     | chown 0 opens.bpf.o",
            "chmod 666 opens.bpf.o                | written by everybody    | chmod 644 opens.bpf.o",
            "chmod 664 opens.bpf.o                | written by the group    | chmod 644 opens.bpf.o",
            "ln -s .in/x opens.bpf.o; chown -h 65534 opens.bpf.o | symbolic link | chown -h 0 opens.bpf.o",
            "ln -s .in/x opens.bpf.o; chmod 646 .in/x   | x may be written by everybody    | chmod 644 .in/x",
            "ln -s .in/x opens.bpf.o; chown 65534 .in/x | x belongs to the user    | chown 0 .in/x",
            "ln -s .in/x opens.bpf.o; chmod 777 .in     | in may be written by everybody   | chmod 755 .in",
            "ln -s .in/x opens.bpf.o; chown 65534 .in   | in belongs to the user   | chown 0 .in",
            "ln -s $PWD/.in/x opens.bpf.o; chmod 777 .. | -                        | chmod 755 .."})
    void a_file_that_others_could_have_written_is_refused_until_it_is_mended(String harm, String problem, String remedy)
            throws Exception {
        if (harm.startsWith("ln")) {
            Files.write(Files.createDirectory(folder.resolve(".in")).resolve("x"), object("engine_opens"));
        } else {
            Files.write(folder.resolve("opens.bpf.o"), object("engine_opens"));
        }
        shell(harm);
        look();
        assertThat(fixture.manager().trackers()).isEmpty();
        if (problem.equals("-")) {
            assertThat(folder.resolve("opens.bpf.o.error")).doesNotExist();
        } else {
            assertThat(folder.resolve("opens.bpf.o.error")).content().contains(problem).containsPattern("hint: ch(own|mod)");
        }
        shell(remedy);
        look();
        assertThat(fixture.manager().trackers()).hasSize(1);
        assertThat(folder.resolve("opens.bpf.o.error")).doesNotExist();
    }

    @Test
    void what_becomes_another_users_while_it_runs_runs_on_as_it_was() throws Exception {
        Path file = Files.write(folder.resolve("opens.bpf.o"), object("engine_opens"));
        look();
        shell("chmod o+w opens.bpf.o");
        look();
        assertThat(folder.resolve("opens.bpf.o.error")).content().contains("may be written by everybody");
        Files.write(file, object("engine_opens_2"));
        look();
        assertThat(fixture.manager().trackers()).hasSize(1);
        assertThat(fixture.manager().trackers().get(0).updates()).isEmpty();
        shell("chmod o-w opens.bpf.o");
        look();
        assertThat(fixture.manager().trackers().get(0).updates()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chown 65534 .", "chmod 777 .", "chmod 775 .", "chown 65534 ..", "chmod 777 ..",
            "mv ../watched ../was; mkdir -m 755 ../watched; cp ../was/* ../watched; chown -R 65534 ../watched",
            "mv ../watched ../was; cp -r ../was ../mine; chown -hR 65534 ../mine; ln -s mine ../watched"})
    void a_folder_that_becomes_another_users_is_left_alone_with_all_in_it(String harm) throws Exception {
        Files.write(folder.resolve("opens.bpf.o"), object("engine_opens"));
        Files.write(folder.resolve("gone.bpf.o"), object("engine_opens"));
        look();
        shell(harm);
        Files.write(folder.resolve("his.bpf.o"), object("engine_opens"));
        Files.write(folder.resolve("bad.bpf.o"), new byte[] {1});
        Files.write(folder.resolve("opens.bpf.o"), object("engine_opens_2"));
        Files.delete(folder.resolve("gone.bpf.o"));
        look();
        assertThat(fixture.manager().trackers()).extracting(t -> t.name() + " " + t.state() + " " + t.updates().size())
                .containsExactlyInAnyOrder("opens RUNNING 0", "gone RUNNING 0");
        assertThat(folder.resolve("bad.bpf.o.error")).doesNotExist();

        shell("chown -hR 0 .. .; chmod 755 . .. ");
        Files.deleteIfExists(folder.resolve("his.bpf.o"));
        look();
        look();
        if (!Files.isSymbolicLink(folder)) {
            assertThat(fixture.manager().trackers()).extracting(t -> t.name() + " " + t.state() + " " + t.updates().size())
                    .containsExactly("opens RUNNING 1");
            assertThat(folder.resolve("bad.bpf.o.error")).exists();
        }
    }

    /** As when it happens between the look and the reading, or before a file is tried again. */
    @Test
    void what_was_trusted_when_it_was_looked_at_is_judged_again_when_it_is_read() throws Exception {
        Path file = Files.write(folder.resolve("opens.bpf.o"), object("engine_opens"));
        Look before = Look.at(folder, file);
        assertThat(before.problem()).isEmpty();
        shell("chmod 777 .");
        trackers.apply(file, before);
        assertThat(fixture.manager().trackers()).isEmpty();
        assertThat(folder.resolve("opens.bpf.o.error")).as("nothing is written where others write").doesNotExist();
        shell("chmod 755 .");
        trackers.apply(file, before);
        assertThat(fixture.manager().trackers()).hasSize(1);
    }

    private void look() {
        scan.look(() -> false);
        scan.look(() -> false);
    }

    private void shell(String command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("sh", "-c", command).directory(folder.toFile()).inheritIO().start().waitFor()).isZero();
        assertThat(Files.exists(folder, LinkOption.NOFOLLOW_LINKS)).isTrue();
    }

    private static byte[] object(String name) throws IOException {
        try (InputStream in = WatchTrustTest.class.getResourceAsStream("/bpf/" + name + ".bpf.o")) {
            return in.readAllBytes();
        }
    }
}
