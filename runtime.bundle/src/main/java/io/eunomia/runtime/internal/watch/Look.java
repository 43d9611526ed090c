package io.eunomia.runtime.internal.watch;

import io.eunomia.runtime.file.TrustedPath;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;

/**
 * The result of one look at a watched file. Size and time of modification can be set by its writer; the file's number and
 * the time of its last change cannot, and one of them differs after every change of the content.
 *
 * @param target the file itself, behind all links
 * @param state equal in two looks when nothing has changed
 * @param changed when the file was last changed in any way
 * @param problem why it is not read, or empty
 * @param remedy what to do about it
 */
record Look(Path target, String state, Instant changed, String problem, String remedy) {
    private static final String KINDS = "only regular files are read, and links to such inside the folder";

    /** @param folder without links @param file in it */
    static Look at(Path folder, Path file) throws NoSuchFileException {
        try {
            if (!Files.isSymbolicLink(file)) {
                return attributes(folder, file, file);
            }
            Path target = file.toRealPath();
            return target.startsWith(folder) ? attributes(folder, file, target) : bad(file, target.toString(),
                    "is a link that leads out of the watched folder");
        } catch (NoSuchFileException e) {
            if (Files.isSymbolicLink(file)) {
                return bad(file, "", "is a link to nothing");
            }
            throw e;
        } catch (IOException e) {
            return bad(file, "", e instanceof FileSystemException known && known.getReason() != null
                    ? "cannot be looked at: " + known.getReason() : "cannot be looked at: " + e);
        }
    }

    private static Look attributes(Path folder, Path file, Path target) throws IOException {
        Map<String, Object> all = Files.readAttributes(target,
                "unix:dev,ino,size,mode,lastModifiedTime,ctime,isRegularFile,isDirectory", LinkOption.NOFOLLOW_LINKS);
        String state = target + " " + all.get("dev") + ' ' + all.get("ino") + ' ' + all.get("size") + ' '
                + all.get("lastModifiedTime") + ' ' + all.get("ctime");
        Instant changed = ((FileTime) all.get("ctime")).toInstant();
        if (Boolean.TRUE.equals(all.get("isRegularFile"))) {
            return TrustedPath.distrustBelow(folder, file)
                    .map(distrust -> new Look(target, state, changed, distrust.problem(), distrust.remedy()))
                    .orElseGet(() -> new Look(target, state, changed, "", ""));
        }
        // Pipes, sockets and devices change with every use; that they are what they are is enough.
        return bad(file, target + " " + all.get("dev") + ' ' + all.get("ino"), Boolean.TRUE.equals(all.get("isDirectory"))
                ? "is a folder" : "is no regular file, but a pipe, a socket or a device");
    }

    private static Look bad(Path file, String state, String problem) {
        return new Look(file, state, Instant.EPOCH, file + " " + problem, KINDS);
    }
}
