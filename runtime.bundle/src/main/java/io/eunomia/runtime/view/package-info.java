/**
 * What faces show as JSON, as maps, lists and plain values: the same document whoever writes it. Members are in the order in
 * which they are to be written. Stateless: any thread.
 */
@Export
@Version("1.0.0")
package io.eunomia.runtime.view;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
