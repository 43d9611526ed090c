package io.eunomia.runtime.internal.persist;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** The symbolic link that says for which state folder a folder of pins is. */
record StateLink(Path link, String stateId) {

    /** Returns what the link of a folder of pins names; empty when there is no such link. */
    static Optional<Path> named(Path folder) {
        try {
            return Optional.of(Files.readSymbolicLink(folder.resolve(PinFolders.STATE)));
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /**
     * Lets the link name a state folder. One that was moved is named by its new path; one that was copied is refused, because
     * two daemons would take over the same trackers.
     *
     * @param stateFolder without links
     */
    void name(Path stateFolder) throws IOException {
        if (Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
            if (!Files.isSymbolicLink(link)) {
                throw new FileSystemException(link.toString(), null, "something else is there");
            }
            Path former = Files.readSymbolicLink(link);
            if (former.equals(stateFolder)) {
                return;
            }
            if (StateId.read(former).filter(stateId::equals).isPresent() && !Files.isSameFile(former, stateFolder)) {
                throw PinFailure.conflict("the state folders " + former + " and " + stateFolder + " have the same id, so both"
                        + " would take over the same trackers: one is a copy", "remove " + stateFolder.resolve(StateId.FILE)
                        + ", and a new id is made at the next start; or remove the other folder");
            }
            Files.delete(link);
        }
        Files.createSymbolicLink(link, stateFolder);
    }
}
