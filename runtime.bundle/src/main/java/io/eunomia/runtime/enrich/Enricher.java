package io.eunomia.runtime.enrich;

import io.eunomia.runtime.event.EventSchema;
import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Adds fields to events that their program does not know, such as the name that belongs to a number. Register one as a
 * service with the property {@value #NAME}; readers may then ask for it by that name, or for one of its fields.
 *
 * <p>An enricher is asked for each key once, and again when {@link #validity} is over, on a thread of its own, never on the
 * one that reads events. An event waits at most 20 ms for an answer that is not there yet; then it shows {@code unknown}, and
 * so it does where the answer is that nobody knows. Both are counted in the tracker's stats. An answer that is too late for
 * one event is there for the next.
 *
 * <p>Return nothing rather than something that may be wrong.
 */
@ConsumerType
public interface Enricher {
    /** Service property: the name readers use, a {@link String} of letters, digits, {@code _}, {@code -} and {@code .}. */
    String NAME = "eunomia.enricher.name";

    /** Says in a few words what a stream must have so that something can be added; for messages. */
    String needs();

    /**
     * Returns what can be added to the events of a stream; empty when nothing can. Called for each reader who may want it.
     * A field whose name the stream has already is left out.
     */
    List<Addition> additions(EventSchema stream);

    /**
     * Looks one key up. It may take its time, but the keys behind it wait; the thread is interrupted when the service goes.
     *
     * @return a value for each of the addition's fields, in their order; null for one that is not known
     * @throws Exception when it cannot be looked up, which counts as not known; the first one that is no
     *     {@link java.io.IOException} is logged
     */
    String[] lookUp(Addition addition, Key key) throws Exception;

    /** Returns how long an answer holds. */
    default Duration validity() {
        return Duration.ofMinutes(1);
    }
}
