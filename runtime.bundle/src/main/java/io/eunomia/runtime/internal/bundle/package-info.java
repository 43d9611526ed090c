/** Makes tracker bundles from packages and packages from bundles, and knows what trackers' bundles hold. */
package io.eunomia.runtime.internal.bundle;
