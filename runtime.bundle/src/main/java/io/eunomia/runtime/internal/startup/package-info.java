/** What the runtime does once, when it comes up: it brings the framework to the store, and starts what is to run. */
package io.eunomia.runtime.internal.startup;
