package io.eunomia.runtime.internal.persist;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds processes that have maps open. Stateless: any thread. */
public final class MapUsers {
    private static final Logger LOG = LoggerFactory.getLogger(MapUsers.class);

    private MapUsers() {
    }

    /**
     * Names the other processes that have one of the maps open; processes that may not be inspected or that end meanwhile are
     * left out.
     *
     * @param maps ids, as {@code bpftool map} shows them
     */
    public static List<String> of(int... maps) {
        List<String> found = new ArrayList<>();
        Set<String> lines = IntStream.of(maps).mapToObj(map -> "map_id:\t" + map).collect(Collectors.toSet());
        long self = ProcessHandle.current().pid();
        ProcessHandle.allProcesses().filter(process -> process.pid() != self).forEach(process -> {
            if (holds(Path.of("/proc", Long.toString(process.pid()), "fdinfo"), lines)) {
                found.add("process " + process.pid() + process.info().command().map(path -> " (" + path + ')').orElse(""));
            }
        });
        return found;
    }

    private static boolean holds(Path descriptors, Set<String> lines) {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(descriptors)) {
            for (Path one : all) {
                if (Files.readAllLines(one).stream().anyMatch(lines::contains)) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.trace("{} cannot be looked at", descriptors, e);
        }
        return false;
    }
}
