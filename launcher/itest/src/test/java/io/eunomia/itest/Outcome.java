package io.eunomia.itest;

/** How a process ended. */
record Outcome(int exit, String out, String err) {
}
