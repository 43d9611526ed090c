/** The routes, each group in a class of its own. */
package io.eunomia.http.internal.route;
