package io.eunomia.runtime.internal.stream;

import io.eunomia.runtime.event.EventConsumer;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Subscription;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes what comes of a subscription to text. Confined to one thread. */
final class TextTaker implements EventConsumer {
    private static final Pattern SEQUENCE = Pattern.compile("\"@sequence\":(\\d+)");
    private static final Pattern DROPPED = Pattern.compile("\"dropped\",\"count\":(\\d+)");

    final Subscription source;
    final StringBuilder text = new StringBuilder();
    /** Numbers of events from before it came, which come as events. */
    final List<Long> earlier = new ArrayList<>();
    final List<Notice> notices = new ArrayList<>();
    int events;

    TextTaker(Subscription source) {
        this.source = source;
    }

    @Override
    public void event(EventView event) {
        earlier.add(event.sequence());
    }

    @Override
    public void notice(Notice notice) {
        notices.add(notice);
    }

    @Override
    public void text(ByteBuffer piece, int count) {
        events += count;
        text.append(StandardCharsets.UTF_8.decode(piece));
    }

    /** Takes what is there. */
    TextTaker take() throws InterruptedException {
        while (source.poll(this, 100, Duration.ZERO) > 0) {
            // all that is there
        }
        return this;
    }

    /** Takes everything until the end of the stream. */
    TextTaker takeAll() throws InterruptedException {
        while (source.poll(this, 100, Duration.ofSeconds(20)) >= 0) {
            // until the end
        }
        return this;
    }

    String taken() {
        String all = text.toString();
        text.setLength(0);
        return all;
    }

    List<Long> numbers() {
        List<Long> numbers = new ArrayList<>(earlier);
        for (Matcher matcher = SEQUENCE.matcher(text); matcher.find();) {
            numbers.add(Long.parseLong(matcher.group(1)));
        }
        return numbers;
    }

    /** How many events it was told that it lost, alone or with all of its selection. */
    long told() {
        long lost = notices.stream().filter(Notice.Dropped.class::isInstance).mapToLong(one -> ((Notice.Dropped) one).count())
                .sum();
        for (Matcher matcher = DROPPED.matcher(text); matcher.find();) {
            lost += Long.parseLong(matcher.group(1));
        }
        return lost;
    }
}
