/**
 * Embeds Eunomia in another program: the runtime in this process, events and displays as values through
 * {@link java.util.concurrent.Flow}. docs/embedding.md says how it is set up.
 */
@Export
@Version("2.1.0")
package io.eunomia.launcher.embed;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
