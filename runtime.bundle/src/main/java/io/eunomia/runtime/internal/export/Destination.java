package io.eunomia.runtime.internal.export;

import io.eunomia.runtime.file.RegularFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** Tells whether a file can be written at a path, without making it. */
final class Destination {
    // NAME_MAX and PATH_MAX of include/uapi/linux/limits.h, the latter with its terminating zero.
    private static final int MOST_NAME_BYTES = 255;
    private static final int MOST_PATH_BYTES = 4095;

    private Destination() {
    }

    /**
     * Checks a path.
     *
     * @param longest suffix that a file beside it gets
     * @return what is in the way, with the path that it is about
     */
    static Optional<String> problem(Path path, String longest) {
        if (bytes(path.toString()) + longest.length() > MOST_PATH_BYTES) {
            return Optional.of("the path is longer than the " + MOST_PATH_BYTES + " bytes that Linux takes");
        }
        for (Path name : path) {
            int more = name.equals(path.getFileName()) ? longest.length() : 0;
            if (bytes(name.toString()) + more > MOST_NAME_BYTES) {
                return Optional.of("a name in it is longer than " + (MOST_NAME_BYTES - more) + " bytes"
                        + (more > 0 ? ", with room for \"" + longest + "\" of old files" : ""));
            }
        }
        try {
            if (Files.exists(path)) {
                return inPlace(path);
            }
            if (Files.isSymbolicLink(path)) {
                return Optional.of(path + " is a symbolic link to nothing");
            }
            return beside(path);
        } catch (IOException e) {
            return Optional.of(reason(e));
        }
    }

    private static Optional<String> inPlace(Path path) throws IOException {
        Optional<String> other = RegularFile.otherKind(path);
        if (other.isPresent()) {
            return Optional.of(path + " is " + other.get() + ", and only regular files are written");
        }
        return Files.isWritable(path) ? Optional.empty() : Optional.of(path + " may not be written by this process");
    }

    /** Checks the folder. Missing folders are no problem: they are made when there is something to write. */
    private static Optional<String> beside(Path path) {
        Path folder = path.getParent();
        while (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            folder = folder.getParent();
        }
        if (!Files.isDirectory(folder)) {
            return Optional.of(folder + " is no folder");
        }
        return Files.isWritable(folder) ? Optional.empty()
                : Optional.of("nothing can be made in the folder " + folder + " by this process");
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String reason(IOException e) {
        return e instanceof FileSystemException file && file.getReason() != null ? file.getFile() + ": " + file.getReason()
                : e.toString();
    }
}
