package io.eunomia.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** What becomes of one file in the state folder of a daemon that does not run. Not thread-safe. */
final class StateDamage {
    private final Path state;
    private final Random random;
    private int next;

    StateDamage(Path state, Random random) {
        this.state = state;
        this.random = random;
        next = random.nextInt(1000);
    }

    /** Damages one file, each in its turn. @return which, and how */
    String one() {
        List<Path> files = files();
        Path file = files.get(next++ % files.size());
        try {
            byte[] content = Files.readAllBytes(file);
            String how = damage(file, content);
            return state.relativize(file) + " (" + content.length + " bytes) " + how;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> files() {
        try (Stream<Path> all = Files.walk(state)) {
            // The token is not the daemon's to make anew, since clients have it.
            return all.filter(Files::isRegularFile).filter(file -> !file.endsWith("token") && !file.endsWith("lock"))
                    .sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String damage(Path file, byte[] content) throws IOException {
        if (content.length == 0) {
            Files.write(file, new byte[] {1});
            return "got a byte";
        }
        int at = random.nextInt(content.length);
        switch (random.nextInt(5)) {
            case 0 -> {
                content[at] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, content);
                return "bit changed in byte " + at;
            }
            case 1 -> {
                Files.write(file, Arrays.copyOf(content, at));
                return "cut to " + at;
            }
            case 2 -> {
                byte[] garbage = new byte[content.length];
                random.nextBytes(garbage);
                Files.write(file, garbage);
                return "random throughout";
            }
            case 3 -> {
                Arrays.fill(content, at, content.length, (byte) 0);
                Files.write(file, content);
                return "zero from " + at;
            }
            default -> {
                Files.delete(file);
                return "deleted";
            }
        }
    }
}
