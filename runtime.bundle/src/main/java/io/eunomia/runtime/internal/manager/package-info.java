/** Manages trackers as bundles: the registry of ids, the extender, and the service behind every face. */
package io.eunomia.runtime.internal.manager;
