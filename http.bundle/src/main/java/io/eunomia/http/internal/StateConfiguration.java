package io.eunomia.http.internal;

/** What the HTTP interface reads in the runtime's configuration: the token is in the state folder, unless told otherwise. */
public @interface StateConfiguration {
    /** The PID of the runtime's configuration. */
    String PID = "io.eunomia.runtime";

    /** {@code eunomia.state}. */
    String eunomia_state();
}
