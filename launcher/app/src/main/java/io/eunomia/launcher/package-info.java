/** The command eunomia. */
package io.eunomia.launcher;
