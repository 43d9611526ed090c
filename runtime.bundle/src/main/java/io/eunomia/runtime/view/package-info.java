/**
 * What faces show of trackers, plans and failures: records whose members are those of the HTTP interface's JSON, in their
 * order. {@link io.eunomia.runtime.view.Views} turns them into JSON's maps and lists and back; HTTP writes them, its client
 * reads them, printers print them. Stateless: any thread.
 */
@Export
@Version("2.0.0")
package io.eunomia.runtime.view;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
