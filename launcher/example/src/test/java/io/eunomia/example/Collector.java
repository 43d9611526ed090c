package io.eunomia.example;

import io.eunomia.launcher.embed.EventSubscription;
import io.eunomia.launcher.embed.NoticeSubscriber;
import io.eunomia.runtime.event.Notice;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;

/** Keeps all it is given; asks for {@code first} events by itself. */
final class Collector<T> implements NoticeSubscriber<T> {
    final List<T> events = new CopyOnWriteArrayList<>();
    final List<Notice> notices = new CopyOnWriteArrayList<>();
    final CompletableFuture<Void> end = new CompletableFuture<>();
    final CompletableFuture<EventSubscription> subscription = new CompletableFuture<>();
    private final CompletableFuture<Flow.Subscription> given = new CompletableFuture<>();
    private final long first;

    Collector(long first) {
        this.first = first;
    }

    @Override
    public void onSubscribe(Flow.Subscription made) {
        given.complete(made);
        if (made instanceof EventSubscription ours) {
            subscription.complete(ours);
        }
        if (first > 0) {
            made.request(first);
        }
    }

    /** Asks for more. */
    void request(long more) {
        given.join().request(more);
    }

    @Override
    public void onNext(T event) {
        events.add(event);
    }

    @Override
    public void onNotice(Notice notice) {
        notices.add(notice);
    }

    @Override
    public void onError(Throwable failure) {
        end.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        end.complete(null);
    }
}
