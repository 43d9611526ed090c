package io.eunomia.runtime.internal.store;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.GivenTypes;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.TrackerException;
import java.nio.file.Path;

/**
 * Stores the kernel types that trackers were started with as files beside the store, each by its digest, because they take
 * megabytes and are only read to load a tracker. Confined to whoever guards the store.
 */
final class KeptTypes {
    private final ContentStore files;

    KeptTypes(Path folder) {
        files = new ContentStore(folder, ".btf", "the kernel types");
    }

    /** Returns types that were stored, also in an earlier run; their file is read only when they are needed. */
    GivenTypes find(String name, String sha256) {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("no digest: " + sha256);
        }
        return GivenTypes.kept(name, sha256, () -> files.read(sha256).orElseThrow(() -> new TrackerException(Failure.of(
                FailureKind.STORAGE, "the kernel types " + name + " cannot be read: " + files.file(sha256)
                        + " is missing or damaged", "start the tracker with --btf FILE again"))));
    }

    /**
     * Returns the same options with types that are read from here. Types that are stored already are written again, because
     * the stored ones may be damaged and be the reason why they are given again.
     *
     * @param old what is kept already
     * @throws TrackerException when there is no room for them
     */
    StartOptions use(StartOptions old, StartOptions options) {
        if (options.btf().isEmpty()) {
            return options;
        }
        GivenTypes given = options.btf().get();
        if (options != old && (old.btf().isEmpty() || old.btf().get() != given)) {
            files.hold(given.content());
            return options.withBtf(find(given.name(), given.sha256()));
        }
        files.use(given.sha256());
        return options;
    }

    /** Counts the use of types as {@link #use} does, for options that were read from the store's file. */
    void use(StartOptions kept) {
        kept.btf().ifPresent(types -> files.use(types.sha256()));
    }

    void release(StartOptions kept) {
        kept.btf().ifPresent(types -> files.release(types.sha256()));
    }

    void sweep() {
        files.sweep();
    }
}
