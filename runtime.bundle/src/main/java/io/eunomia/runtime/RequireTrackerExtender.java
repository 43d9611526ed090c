package io.eunomia.runtime;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Header;
import org.osgi.annotation.bundle.Requirement;

/**
 * Makes a tracker of the bundle whose package carries it: bnd writes the header {@code Eunomia-Tracker}, and the requirement
 * of an extender that understands it, from version 1 to below 2. It is for bundles with Java code; those without say the same
 * in their bnd file, because a class in them would count as code.
 */
@Requirement(namespace = "osgi.extender", name = "eunomia.tracker", version = "1.0.0")
@Header(name = "Eunomia-Tracker", value = "${#value}")
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.PACKAGE, ElementType.TYPE})
public @interface RequireTrackerExtender {

    /** Path of the descriptor in the bundle. */
    String value() default "tracker.json";
}
