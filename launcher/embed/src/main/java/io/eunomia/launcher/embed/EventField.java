package io.eunomia.launcher.embed;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the field that a record's component takes its value from, when the component's name does not say so:
 * {@code "address.port"} of a nested struct, or one of the constants here for what every event has.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface EventField {
    /** The time when the event happened: an {@link java.time.Instant}, or a {@code long} in ns since the epoch. */
    String TIMESTAMP = "@timestamp";
    /** The name of the stream: a {@link String}. */
    String STREAM = "@stream";
    /** The number of the event in its tracker, from 1: a {@code long}. */
    String SEQUENCE = "@sequence";

    String value();
}
