package io.eunomia.runtime.internal.lifecycle;

import io.eunomia.runtime.event.EventFormats;
import io.eunomia.runtime.internal.bundle.BundleContents;
import io.eunomia.runtime.internal.code.BundleActions;
import io.eunomia.runtime.internal.engine.TrackerEngine;
import io.eunomia.runtime.internal.enrich.Enrichers;
import io.eunomia.runtime.internal.export.RegisteredHandlers;
import io.eunomia.runtime.internal.store.TrackerStore;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/**
 * What the lives of all trackers in one framework need.
 *
 * @param context of the runtime's own bundle
 */
public record TrackerEnvironment(BundleContext context, TrackerEngine engine, TrackerStore store, BundleContents contents,
        BundleActions bundles, Enrichers enrichers, RegisteredHandlers handlers, EventFormats formats,
        Persistence persistence) {

    /** Returns the system bundle's context: what it installs outlives the runtime's bundle. */
    BundleContext system() {
        return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getBundleContext();
    }

    /** Tells whether the framework is ending, and everything in it. */
    boolean frameworkEnds() {
        return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() == Bundle.STOPPING;
    }
}
