/** The life of a tracker: its states, what moves it from one to another, and its runs, updates and undoing. */
package io.eunomia.runtime.internal.lifecycle;
