package io.eunomia.runtime.internal.persist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StateIdTest {
    @TempDir
    private Path state;

    private Path file() {
        return state.resolve("id");
    }

    @Test
    void an_id_is_made_once_for_its_owner_alone() throws IOException {
        assertThat(StateId.read(state)).isEmpty();
        String id = StateId.of(state);
        assertThat(id).matches("[0-9a-f]{16}");
        assertThat(StateId.of(state)).isEqualTo(id);
        assertThat(StateId.read(state)).contains(id);
        assertThat(file()).hasContent(id);
        assertThat(Files.getPosixFilePermissions(file())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void folders_have_different_ids() throws IOException {
        assertThat(StateId.of(state)).isNotEqualTo(StateId.of(Files.createDirectory(state.resolve("other"))));
    }

    @Test
    void a_damaged_one_is_replaced() throws IOException {
        Path elsewhere = Files.writeString(state.resolve("elsewhere"), "0123456789abcdef\n");
        Map<String, Damage> damages = Map.of("empty", file -> Files.writeString(file, ""),
                "cut", file -> Files.writeString(file, "0123456789abcde"), "upper", file -> Files.writeString(file, "0123456789ABCDEF"),
                "a path", file -> Files.writeString(file, "../../../../etc\n"), "large", file -> Files.write(file, new byte[1 << 20]),
                "zeros", file -> Files.write(file, new byte[16]), "link", file -> Files.createSymbolicLink(file, elsewhere),
                "pipe", file -> new ProcessBuilder("mkfifo", file.toString()).start().onExit().join());
        for (Map.Entry<String, Damage> damage : damages.entrySet()) {
            Files.deleteIfExists(file());
            damage.getValue().done(file());
            assertThat(StateId.read(state)).as(damage.getKey()).isEmpty();
            String id = StateId.of(state);
            assertThat(id).as(damage.getKey()).matches("[0-9a-f]{16}").isNotEqualTo("0123456789abcdef");
            assertThat(StateId.read(state)).as(damage.getKey()).contains(id);
            assertThat(Files.isRegularFile(file(), LinkOption.NOFOLLOW_LINKS)).as(damage.getKey()).isTrue();
        }
        assertThat(elsewhere).hasContent("0123456789abcdef");
    }

    @Test
    void one_that_cannot_be_written_is_told() throws IOException {
        Files.createDirectories(file().resolve("in the way"));
        assertThat(catchThrowableOfType(TrackerException.class, () -> StateId.of(state)).failure())
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(FailureKind.STORAGE))
                .satisfies(failure -> assertThat(failure.message()).contains(file().toString()));
    }

    private interface Damage {
        void done(Path file) throws IOException;
    }
}
