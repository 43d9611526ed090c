package io.eunomia.http.internal.stream;

import java.time.Duration;

/** When a stream ends by itself. @param events most events, 0 for no limit @param duration longest time */
public record StreamLimits(long events, Duration duration) {
}
