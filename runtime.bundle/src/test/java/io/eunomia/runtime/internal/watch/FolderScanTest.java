package io.eunomia.runtime.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.internal.manager.FrameworkFixture;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is seen of a folder in which anything may lie, and what is left alone. */
@Tag("kernel")
@Timeout(60)
class FolderScanTest {
    @TempDir
    private Path state;
    @TempDir
    private Path temporary;
    private Path folder;
    private FrameworkFixture fixture;
    private FolderScan scan;
    /** Long after everything that the test writes, unless a test says otherwise. */
    private Instant now = Instant.now().plusSeconds(3600);

    @BeforeEach
    void start() throws Exception {
        folder = Files.createDirectory(temporary.resolve("watched")).toRealPath();
        fixture = new FrameworkFixture(state);
        scan = new FolderScan(folder, new FileTrackers(fixture.manager(), false),
                new Clock() {
                    @Override
                    public ZoneOffset getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(java.time.ZoneId zone) {
                        return this;
                    }

                    @Override
                    public Instant instant() {
                        return now;
                    }
                });
    }

    @AfterEach
    void stop() throws Exception {
        fixture.close();
    }

    @Test
    void a_folder_of_more_files_than_any_has_packages_is_left_alone_until_it_has_less() throws IOException {
        Path file = folder.resolve("opens.json");
        put(file, json(1));
        look();
        for (int i = 0; i < FolderScan.MOST_FILES; i++) {
            Files.createFile(folder.resolve(i + ".json"));
        }
        put(file, json(2));
        look();
        assertThat(version()).isEqualTo("1");
        assertThat(folder.resolve("1.json.error")).doesNotExist();
        for (int i = 0; i < FolderScan.MOST_FILES; i++) {
            Files.delete(folder.resolve(i + ".json"));
        }
        look();
        assertThat(version()).isEqualTo("2");
    }

    @Test
    void another_content_of_the_same_size_and_time_is_taken_however_it_comes() throws IOException {
        Path file = folder.resolve("opens.json");
        put(file, json(1));
        look();
        put(temporary.resolve("next"), json(2));
        Files.move(temporary.resolve("next"), file, StandardCopyOption.ATOMIC_MOVE);
        look();
        assertThat(version()).isEqualTo("2");
        put(file, json(3));
        look();
        assertThat(version()).as("written in its place").isEqualTo("3");
        look();
        assertThat(only().updates()).hasSize(2);
    }

    @Test
    void a_folder_swapped_behind_its_link_is_a_change_of_all_its_files() throws IOException {
        Path first = Files.createDirectory(folder.resolve("..2026_01"));
        Path second = Files.createDirectory(folder.resolve("..2026_02"));
        put(first.resolve("opens.json"), json(1));
        put(second.resolve("opens.json"), json(2));
        Files.createSymbolicLink(folder.resolve("..data"), first.getFileName());
        Files.createSymbolicLink(folder.resolve("opens.json"), Path.of("..data/opens.json"));
        look();
        assertThat(version()).isEqualTo("1");
        Files.createSymbolicLink(folder.resolve("..data_tmp"), second.getFileName());
        Files.move(folder.resolve("..data_tmp"), folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        look();
        assertThat(version()).isEqualTo("2");
        assertThat(only().updates()).hasSize(1);
    }

    @Test
    void a_change_within_one_tick_of_the_files_clock_is_seen_by_the_content() throws IOException {
        Path file = folder.resolve("opens.json");
        put(file, json(1));
        now = Instant.now();
        look();
        // As a file system would show it whose clock stands still meanwhile: nothing but the content is another.
        Look same = Look.at(folder, file);
        put(file, json(2));
        FileTrackers trackers = new FileTrackers(fixture.manager(), false);
        trackers.applyIfOther(file, same);
        assertThat(version()).isEqualTo("2");
        trackers.applyIfOther(file, same);
        assertThat(only().updates()).hasSize(1);
    }

    @Test
    void what_is_being_written_is_waited_for() throws IOException {
        Path file = folder.resolve("opens.json");
        put(file, "{\"eunomia\":".getBytes(StandardCharsets.UTF_8));
        scan.look(() -> false);
        put(file, json(1));
        look();
        assertThat(version()).isEqualTo("1");
        assertThat(error(file)).doesNotExist();
    }

    @Test
    void what_is_no_file_gets_a_reason_and_holds_nobody() throws Exception {
        Files.writeString(temporary.resolve("outside"), "secret of somebody");
        List<String> commands = List.of("mkfifo {}", "mkdir {}", "ln -s /dev/zero {}", "ln -s /etc/passwd {}",
                "ln -s ../outside {}", "ln -s {} {}", "ln -s missing {}", "mknod {} c 1 5", "truncate -s 1T {}",
                "python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind(\"{}\")'");
        List<Path> bad = new ArrayList<>();
        for (int i = 0; i < commands.size(); i++) {
            bad.add(folder.resolve("a" + i + ".json"));
            assertThat(new ProcessBuilder("sh", "-c", commands.get(i).replace("{}", "a" + i + ".json"))
                    .directory(folder.toFile()).inheritIO().start().waitFor()).isZero();
        }
        put(folder.resolve("opens.json"), json(1));
        look();
        assertThat(version()).isEqualTo("1");
        List<Instant> written = new ArrayList<>();
        for (Path file : bad) {
            assertThat(error(file)).content().contains(file.getFileName().toString()).doesNotContain("root:", "secret");
            written.add(Files.getLastModifiedTime(error(file)).toInstant());
        }
        look();
        for (Path file : bad) {
            assertThat(Files.getLastModifiedTime(error(file)).toInstant()).as("told once").isEqualTo(written.remove(0));
            Files.delete(file);
        }
        look();
        assertThat(bad).noneMatch(file -> Files.exists(error(file)));
    }

    @Test
    void the_reason_follows_no_link_and_quotes_nothing_and_is_for_those_who_may_read_the_file() throws IOException {
        Path target = Files.writeString(temporary.resolve("target"), "precious");
        Path file = folder.resolve("x.json");
        Files.createSymbolicLink(error(file), target);
        Files.write(file, "root:$6$abcdef:19000".getBytes(StandardCharsets.UTF_8));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Path json = folder.resolve("y.json");
        Files.write(json, "{\"a\": secret-token}".getBytes(StandardCharsets.UTF_8));
        look();
        assertThat(target).hasContent("precious");
        assertThat(Files.isRegularFile(error(file), LinkOption.NOFOLLOW_LINKS)).isTrue();
        assertThat(error(file)).content().contains("no package").doesNotContain("root", "72 6f", "abc");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(error(file)))).isEqualTo("rw-r-----");
        assertThat(error(json)).content().contains("not JSON at line 1, column").doesNotContain("secret");
    }

    @Test
    void a_file_that_is_replaced_by_removing_it_first_keeps_its_tracker() throws IOException {
        Path file = folder.resolve("opens.json");
        put(file, json(1));
        look();
        int id = only().id();
        Files.delete(file);
        scan.look(() -> false);
        put(file, json(2));
        look();
        assertThat(only().id()).isEqualTo(id);
        assertThat(version()).isEqualTo("2");
        Files.delete(file);
        look();
        assertThat(fixture.manager().trackers()).isEmpty();
    }

    /** As often as it takes for a change to be taken. */
    private void look() {
        scan.look(() -> false);
        scan.look(() -> false);
    }

    private static void put(Path file, byte[] content) throws IOException {
        Files.write(file, content);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
    }

    private Tracker only() {
        List<Tracker> all = fixture.manager().trackers();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private String version() {
        return only().version();
    }

    private static Path error(Path file) {
        return file.resolveSibling(file.getFileName() + ".error");
    }

    private static byte[] json(int version) {
        try (InputStream in = FolderScanTest.class.getResourceAsStream("/bpf/engine_opens.bpf.o")) {
            return ("{\"eunomia\":1,\"name\":\"opens\",\"version\":\"" + version + "\",\"data\":\""
                    + java.util.Base64.getEncoder().encodeToString(in.readAllBytes()) + "\"}").getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
