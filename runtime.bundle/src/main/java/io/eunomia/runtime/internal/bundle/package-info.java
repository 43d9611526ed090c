/** Makes tracker bundles from packages, and reads the files of installed ones. */
package io.eunomia.runtime.internal.bundle;
