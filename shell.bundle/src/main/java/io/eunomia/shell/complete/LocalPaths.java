package io.eunomia.shell.complete;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Finds the files of this machine that a word may name. */
public final class LocalPaths {
    /** A folder with more is not for completion. */
    private static final int MOST = 4096;
    private static final String HOME = "~/";

    private LocalPaths() {
    }

    /** Returns the paths that begin so, sorted; folders end with a slash. Hidden ones only if they are asked for. */
    public static List<String> beginningWith(String begun, boolean foldersOnly) {
        int slash = begun.lastIndexOf('/') + 1;
        String folder = begun.substring(0, slash);
        String start = begun.substring(slash);
        List<String> paths = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(resolved(folder))) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (!name.startsWith(start) || name.startsWith(".") && start.isEmpty() || name.chars().anyMatch(Character::isISOControl)) {
                    continue;
                }
                boolean inside = Files.isDirectory(entry);
                if (inside || !foldersOnly) {
                    paths.add(folder + name + (inside ? "/" : ""));
                }
                if (paths.size() == MOST) {
                    break;
                }
            }
        } catch (IOException | DirectoryIteratorException | InvalidPathException e) {
            // There is no such folder, or this user may not read it: there is nothing to offer.
            return List.of();
        }
        Collections.sort(paths);
        return paths;
    }

    private static Path resolved(String folder) {
        if (folder.startsWith(HOME)) {
            return Path.of(System.getProperty("user.home"), folder.substring(HOME.length()));
        }
        return Path.of(folder.isEmpty() ? "." : folder);
    }
}
