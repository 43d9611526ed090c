package io.eunomia.testkit;

/** How a process ended. */
public record Outcome(int exit, String out, String err) {
}
