package io.eunomia.runtime.internal.stream;

import io.eunomia.runtime.event.EventConsumer;
import io.eunomia.runtime.event.Notice;
import java.util.ArrayList;
import java.util.List;

/**
 * What a reader of a text has lost by being slow. Events are counted; notices are kept, so that no loss and no update goes
 * untold.
 */
final class TextLoss {
    private long events;
    private long toldInText;
    private final List<Notice> notices = new ArrayList<>();

    void add(TextChunk chunk) {
        events += chunk.events();
        chunk.notices().forEach(this::add);
    }

    private void add(Notice notice) {
        if (notice instanceof Notice.Dropped dropped) {
            toldInText += dropped.count();
        } else if (notice instanceof Notice.KernelLost lost) {
            add(lost);
        } else {
            notices.add(notice);
        }
    }

    /** Adds a loss to the one of the same stream, so that a reader who sleeps for long does not gather very many. */
    private void add(Notice.KernelLost lost) {
        for (int i = 0; i < notices.size(); i++) {
            if (notices.get(i) instanceof Notice.KernelLost before && before.stream().equals(lost.stream())) {
                notices.set(i, new Notice.KernelLost(lost.stream(), before.count() + lost.count()));
                return;
            }
        }
        notices.add(lost);
    }

    /** Returns how many events were lost here; those that its selection's queue had no room for are counted there. */
    long events() {
        return events;
    }

    /** @return number of notices */
    int tell(EventConsumer consumer) {
        int count = notices.size();
        if (events + toldInText > 0) {
            consumer.notice(new Notice.Dropped(events + toldInText));
            count++;
        }
        notices.forEach(consumer::notice);
        return count;
    }
}
