package io.eunomia.runtime.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** In whose hands a path is; another user's folders can be made by root only. */
@Timeout(60)
class TrustedPathTest {
    private static final int NOBODY = 65534;

    @TempDir
    private Path temporary;
    private Path deep;

    @BeforeEach
    void folders() throws IOException {
        deep = Files.createDirectories(temporary.resolve("a/b/c"));
    }

    @Test
    void one_of_our_own_is_trusted_whether_it_exists_or_not() throws IOException {
        assertThat(TrustedPath.distrust(deep)).isEmpty();
        assertThat(TrustedPath.distrust(deep.resolve("x/y"))).isEmpty();
        assertThat(TrustedPath.distrust(Path.of("/"))).isEmpty();
    }

    @Test
    void who_may_write_to_one_of_its_folders_is_named_with_the_remedy() throws IOException {
        permissions(deep, "rwxrwxr-x");
        assertThat(distrust(deep)).contains("c may be written by the group").contains("chmod g-w");
        permissions(deep, "rwxr-xrwx");
        assertThat(distrust(deep)).contains("may be written by everybody").contains("chmod o-w");
        permissions(deep, "rwxr-xr-x");
        permissions(temporary.resolve("a"), "rwxrwxrwx");
        assertThat(distrust(deep)).contains("a may be written by everybody").contains("chmod o-w,g-w");
    }

    @Test
    void the_way_is_judged_without_what_is_at_its_end() throws IOException {
        permissions(deep, "rwxrwxrwx");
        assertThat(TrustedPath.distrust(deep)).isPresent();
        assertThat(TrustedPath.distrustOfWay(deep)).isEmpty();
        assertThat(TrustedPath.distrustOfWay(Path.of("/tmp/eunomia"))).as("below a sticky folder").isEmpty();
        assertThat(TrustedPath.distrustOfWay(deep.resolve("x"))).isPresent();
    }

    @Test
    void below_a_folder_only_what_comes_after_it_is_judged() throws IOException {
        Path folder = temporary.resolve("a").toRealPath();
        permissions(folder, "rwxrwxrwx");
        assertThat(TrustedPath.distrustBelow(folder, folder.resolve("b/c"))).isEmpty();
        permissions(folder.resolve("b"), "rwxrwxrwx");
        assertThat(TrustedPath.distrustBelow(folder, folder.resolve("b/c"))).isPresent();
        permissions(folder.resolve("b"), "rwxr-xr-x");
        Path out = Files.createSymbolicLink(folder.resolve("out"), folder.resolve("b"));
        assertThat(TrustedPath.distrustBelow(folder, out)).as("the way of a link from the root on").isPresent();
        Path in = Files.createSymbolicLink(folder.resolve("in"), Path.of("b"));
        assertThat(TrustedPath.distrustBelow(folder, in)).isEmpty();
    }

    @Test
    void a_sticky_folder_on_the_way_is_no_danger_and_at_the_end_it_is() throws IOException {
        Path sticky = temporary.resolve("a");
        Files.setAttribute(sticky, "unix:mode", 01777);
        assertThat(TrustedPath.distrust(deep)).isEmpty();
        assertThat(distrust(sticky)).contains("may be written by everybody");
    }

    @Test
    void another_users_folder_file_or_link_anywhere_is_not_trusted() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root gives files away");
        Path file = Files.writeString(deep.resolve("token"), "x");
        Files.setAttribute(file, "unix:uid", NOBODY);
        assertThat(distrust(file)).contains("token belongs to the user");
        Files.setAttribute(file, "unix:uid", 0);
        Files.setAttribute(temporary.resolve("a/b"), "unix:uid", NOBODY);
        assertThat(distrust(file)).contains("b belongs to the user").contains("chown");
        Files.setAttribute(temporary.resolve("a/b"), "unix:uid", 0);
        Path link = Files.createSymbolicLink(temporary.resolve("link"), Path.of("a/./b/../b/c"));
        assertThat(TrustedPath.distrust(link.resolve("token"))).isEmpty();
        Files.setAttribute(link, "unix:uid", NOBODY, java.nio.file.LinkOption.NOFOLLOW_LINKS);
        assertThat(distrust(link.resolve("token"))).contains("symbolic link", "belongs to the user");
    }

    @Test
    void a_link_is_judged_with_what_it_leads_through_and_one_to_itself_ends() throws IOException {
        Path outside = Files.createDirectories(temporary.resolve("outside/in"));
        permissions(temporary.resolve("outside"), "rwxrwxrwx");
        Path link = Files.createSymbolicLink(temporary.resolve("link"), outside);
        assertThat(distrust(link)).contains("outside may be written by everybody");
        Path circle = temporary.resolve("circle");
        Files.createSymbolicLink(circle, circle.getFileName());
        assertThat(distrust(circle)).contains("too many symbolic links");
    }

    @Test
    void only_regular_files_are_read_and_no_more_than_asked_for() throws Exception {
        Path file = Files.writeString(deep.resolve("file"), "12345");
        assertThat(RegularFile.read(file, 5)).hasSize(5);
        assertThatThrownBy(() -> RegularFile.read(file, 4)).hasMessageContaining("more than 4 bytes");
        Path pipe = deep.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        assertThatThrownBy(() -> RegularFile.read(pipe, 5)).hasMessageContaining("is a named pipe");
        assertThatThrownBy(() -> RegularFile.read(Path.of("/dev/zero"), 5)).hasMessageContaining("is a device");
        assertThatThrownBy(() -> RegularFile.read(deep, 5)).hasMessageContaining("is a folder");
        Path link = Files.createSymbolicLink(deep.resolve("link"), file);
        assertThat(RegularFile.read(link, 5)).hasSize(5);
        assertThatThrownBy(() -> RegularFile.readUnlinked(link, 5)).hasMessageContaining("is a symbolic link");
    }

    private static String distrust(Path path) throws IOException {
        Optional<TrustedPath.Distrust> found = TrustedPath.distrust(path);
        return found.map(distrust -> distrust.problem() + ": " + distrust.remedy()).orElse("");
    }

    private static void permissions(Path path, String text) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(text));
    }
}
