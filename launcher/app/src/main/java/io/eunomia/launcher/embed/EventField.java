package io.eunomia.launcher.embed;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The field a record's component takes its value from, when its name does not say so: {@code "address.port"} of a
 * nested struct, or one of the constants here for what every event has.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface EventField {
    /** When the event happened: an {@link java.time.Instant}, or a {@code long} in ns since the epoch. */
    String TIMESTAMP = "@timestamp";
    /** Name of the stream: a {@link String}. */
    String STREAM = "@stream";
    /** Number of the event in its tracker, from 1: a {@code long}. */
    String SEQUENCE = "@sequence";

    String value();
}
