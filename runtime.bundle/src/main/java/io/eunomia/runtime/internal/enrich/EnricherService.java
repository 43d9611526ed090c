package io.eunomia.runtime.internal.enrich;

import io.eunomia.runtime.enrich.Addition;
import io.eunomia.runtime.enrich.Enricher;
import io.eunomia.runtime.enrich.Key;
import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.internal.decode.AddedValue;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One enricher, what it has found, and the thread that asks it. Its code may be anybody's: whatever it throws counts as not
 * known, and while it is slow only the first event waits for it. Any thread.
 */
final class EnricherService implements AutoCloseable {
    /** The longest that an event waits for all its look-ups together. */
    static final long PATIENCE_NANOS = 20_000_000;
    private static final int MOST_WAITING = 1024;
    private static final int MOST_CHARACTERS = 4096;
    /** The longest that a reader waits for an enricher to say what it adds. */
    private static final Duration MOST_TO_SAY = Duration.ofSeconds(1);
    private static final long FAILURE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final Logger LOG = LoggerFactory.getLogger(EnricherService.class);

    private final String name;
    private final Supplier<Enricher> service;
    private final ThreadPoolExecutor thread;
    /** Where it is asked what it adds; empty for code of our own, which returns. */
    private final Optional<BoundedCode> bounded;
    private final Map<String, FoundTable> tables = new ConcurrentHashMap<>();
    /** A look-up that took longer than an event waits; null when it has come to its end. */
    private volatile Found overdue;
    private volatile Enricher made;
    private volatile boolean gone;
    private volatile boolean toldFailure;

    /**
     * Makes the thread, which starts with the first look-up.
     *
     * @param service gives the enricher, or null when it cannot be had; called when it is wanted first
     * @param foreign whether its code is somebody else's
     */
    EnricherService(String name, Supplier<Enricher> service, boolean foreign) {
        this.name = name;
        this.service = service;
        bounded = foreign ? Optional.of(new BoundedCode("eunomia-enrich-" + name + "-adds", MOST_TO_SAY)) : Optional.empty();
        thread = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), task -> {
            Thread made = new Thread(task, "eunomia-enrich-" + name);
            made.setDaemon(true);
            return made;
        });
        thread.allowCoreThreadTimeOut(true);
    }

    /** @return null when it cannot be had */
    private Enricher enricher() {
        Enricher enricher = made;
        if (enricher == null && !gone) {
            enricher = service.get();
            made = enricher;
        }
        return enricher;
    }

    String name() {
        return name;
    }

    boolean isGone() {
        return gone;
    }

    /** Returns what it can add to a stream; nothing if it fails, or does not say it in time. */
    List<Addition> additions(EventSchema stream) {
        return said("what it adds to " + stream.stream(), enricher -> List.copyOf(enricher.additions(stream)), List.of());
    }

    String needs() {
        return said("what it needs", enricher -> String.valueOf(enricher.needs()), "");
    }

    /** Tells whether it has not answered a question in time, and has not returned from it yet. */
    boolean isHeld() {
        return bounded.isPresent() && bounded.get().isHeld();
    }

    private <T> T said(String what, Function<Enricher, T> question, T otherwise) {
        Callable<T> asked = () -> {
            Enricher enricher = enricher();
            return enricher == null ? otherwise : question.apply(enricher);
        };
        try {
            return bounded.isPresent() ? bounded.get().call(asked) : asked.call();
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
            tell("does not say " + what, e);
            return otherwise;
        }
    }

    FoundTable table(Addition addition) {
        return tables.computeIfAbsent(addition.table() + '/' + addition.key().size() + '/' + addition.fields().size(),
                table -> new FoundTable());
    }

    /** Has a key looked up. @return false when too many wait already */
    boolean ask(Addition addition, Key key, Found into) {
        try {
            thread.execute(() -> answer(addition, key, into));
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    private void answer(Addition addition, Key key, Found into) {
        AddedValue[] values = new AddedValue[addition.fields().size()];
        Arrays.fill(values, AddedValue.UNKNOWN);
        long holds = FAILURE_NANOS;
        try {
            Enricher enricher = enricher();
            String[] texts = enricher == null ? new String[0] : enricher.lookUp(addition, key);
            for (int i = 0; texts != null && i < Math.min(texts.length, values.length); i++) {
                boolean fits = texts[i] != null && texts[i].length() <= MOST_CHARACTERS;
                values[i] = fits ? AddedValue.of(texts[i]) : AddedValue.UNKNOWN;
            }
            holds = enricher == null ? FAILURE_NANOS : Math.max(0, enricher.validity().toNanos());
        } catch (IOException e) {
            LOG.debug("the enricher {} does not know {} {}: {}", name, addition.table(), key.values(), e.toString());
        } catch (Throwable e) {
            // Whatever it is, it is the fault of this enricher alone, and the thread goes on to the next key.
            tell("failed at " + addition.table() + ' ' + key.values(), e);
        } finally {
            into.answer(values, System.nanoTime() + holds);
            overdue = null;
        }
    }

    private void tell(String what, Throwable failure) {
        if (!toldFailure && !gone) {
            toldFailure = true;
            LOG.warn("the enricher {} {}; what it does not know is shown as unknown: {}", name, what, failure.toString());
        }
    }

    /** Tells whether a look-up takes longer than events wait, so that another one behind it need not be waited for. */
    boolean isOverdue() {
        return overdue != null;
    }

    void overdue(Found waited) {
        overdue = waited;
        if (waited.values() != null) {
            overdue = null;
        }
    }

    @Override
    public void close() {
        gone = true;
        made = null;
        thread.shutdownNow();
        bounded.ifPresent(BoundedCode::close);
    }
}
