package io.eunomia.launcher.embed;

import io.eunomia.runtime.event.Notice;
import java.util.concurrent.Flow;

/** A subscriber that also wants to know what it did not get. */
public interface NoticeSubscriber<T> extends Flow.Subscriber<T> {

    /**
     * Receives a notice between the events where it belongs, on their thread: events dropped here or lost in the kernel, a
     * new version. It needs no demand of its own, but comes only when the events before it were requested.
     */
    void onNotice(Notice notice);
}
