package io.eunomia.shell.text;

import io.eunomia.runtime.view.ReceiptView;
import io.eunomia.runtime.view.TrackerView;
import java.util.List;
import java.util.Optional;

/** Shows what became of trackers when one daemon took the place of another. */
public record TakeOverPrinter(Terminal terminal) {

    /**
     * Prints a line for each tracker that ran before.
     *
     * @param before as the former daemon showed them
     * @param now as the present one does, which has just begun
     * @return whether each runs again, and each that was pinned was taken over
     */
    public boolean print(List<TrackerView> before, List<TrackerView> now) {
        boolean all = true;
        for (TrackerView tracker : before) {
            if (tracker.state().equals("running")) {
                all &= print(tracker, now.stream().filter(one -> one.id() == tracker.id()).findFirst());
            }
        }
        return all;
    }

    private boolean print(TrackerView before, Optional<TrackerView> now) {
        if (now.isEmpty() || !now.get().state().equals("running")) {
            line(terminal.bad(before.name()) + " does not run: " + now.flatMap(TrackerView::failure).map(failure -> failure.message())
                    .orElse("it is " + now.map(TrackerView::state).orElse("not there")));
            return false;
        }
        List<ReceiptView> receipts = now.get().updates();
        Optional<ReceiptView> takeOver = receipts.stream().filter(one -> one.takeOver().isPresent()).findFirst();
        if (takeOver.isEmpty()) {
            line(before.name() + " was started anew" + (before.pinnedSince().isEmpty() ? ""
                    : ", though it was pinned: the daemon's output says why"));
            return before.pinnedSince().isEmpty();
        }
        line(before.name() + " was taken over " + ReceiptPrinter.takenOver(takeOver.get()));
        receipts.stream().filter(one -> one.takeOver().isEmpty())
                .forEach(one -> line(before.name() + " was updated" + ReceiptPrinter.text(one)));
        return true;
    }

    private void line(String text) {
        terminal.out().println("  " + text);
    }
}
