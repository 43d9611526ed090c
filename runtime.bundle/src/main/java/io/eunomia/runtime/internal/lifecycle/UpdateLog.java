package io.eunomia.runtime.internal.lifecycle;

import io.eunomia.runtime.FailedUpdate;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.UpdateReceipt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Keeps the receipts and the last failure of a tracker's updates. Any thread. */
public final class UpdateLog {
    private List<UpdateReceipt> receipts = List.of();
    private FailedUpdate failure;

    /** Adds a receipt. @param receipt added, or put in the place of the one of the same update */
    public synchronized void add(UpdateReceipt receipt) {
        List<UpdateReceipt> all = new ArrayList<>(receipts);
        boolean known = all.removeIf(old -> old.time().equals(receipt.time()));
        all.add(0, receipt);
        all.sort(Comparator.comparing(UpdateReceipt::time).reversed());
        receipts = List.copyOf(all.subList(0, Math.min(all.size(), Tracker.KEPT_UPDATES)));
        if (!known) {
            failure = null;
        }
    }

    public synchronized void add(Failure reason) {
        failure = new FailedUpdate(Instant.now(), reason);
    }

    /** Returns the receipts, the newest first. */
    synchronized List<UpdateReceipt> receipts() {
        return receipts;
    }

    /** Returns the last failure; empty when an update has succeeded since. */
    synchronized Optional<FailedUpdate> failure() {
        return Optional.ofNullable(failure);
    }
}
