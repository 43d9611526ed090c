package io.eunomia.runtime.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells how many files, sockets and kernel objects this process has open and how many it may have (RLIMIT_NOFILE). Trackers
 * and connections draw on the same number, so each has a share that the other cannot take. Stateless: any thread.
 */
public final class Descriptors {
    private static final int MOST_CONNECTIONS = 1024;
    private static final int SHARE_OF_CONNECTIONS = 4;
    private static final Path OPEN = Path.of("/proc/self/fd");
    private static final Path LIMITS = Path.of("/proc/self/limits");
    /** See proc(5): the soft limit comes first; without a number it says "unlimited". */
    private static final Pattern OPEN_FILES = Pattern.compile("Max open files +([0-9]+)");
    /** The JDK's message for EMFILE. */
    private static final String TOO_MANY = "Too many open files";

    private Descriptors() {
    }

    /** Returns how many this process may have open; {@link Long#MAX_VALUE} when there is no limit or it is not known. */
    public static long limit() {
        try {
            Matcher files = OPEN_FILES.matcher(Files.readString(LIMITS));
            return files.find() ? Long.parseLong(files.group(1)) : Long.MAX_VALUE;
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    /** Returns how many of the limit are kept for client connections; a connection beyond that is closed. */
    public static int forConnections(long limit) {
        return (int) Math.min(MOST_CONNECTIONS, limit / SHARE_OF_CONNECTIONS);
    }

    /** Returns how many are open. */
    public static long open() throws IOException {
        // Linux reports the number as the folder's size since 6.2; before that the size is zero.
        long size = Files.size(OPEN);
        return size > 0 ? size : count(false);
    }

    /** Returns how many are open without counting sockets. */
    public static long openBesidesSockets() throws IOException {
        return count(true);
    }

    private static long count(boolean withoutSockets) throws IOException {
        long count = 0;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(OPEN)) {
            for (Path one : all) {
                count += withoutSockets && isSocket(one) ? 0 : 1;
            }
        } catch (java.nio.file.DirectoryIteratorException e) {
            throw e.getCause();
        }
        return count;
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException e) {
            // It was closed meanwhile.
            return true;
        }
    }

    /** Tells whether something failed because this process can open no more, whatever its own message says. */
    public static boolean exhausted(Throwable failure) {
        for (Throwable below = failure; below != null; below = below.getCause()) {
            if (String.valueOf(below.getMessage()).contains(TOO_MANY)) {
                return true;
            }
        }
        try {
            return open() >= limit();
        } catch (IOException e) {
            return false;
        }
    }
}
