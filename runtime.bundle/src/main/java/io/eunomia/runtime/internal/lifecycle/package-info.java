/**
 * The life of a tracker: its states, what moves it from one to another, its runs, and its updates.
 *
 * <p>These are the locks, in the order in which a thread may take them:
 * <ol>
 * <li>The lock of the tracker's name ({@code manager.NameLocks}). The manager holds it for a whole action.
 * <li>The framework's lock of the bundle. The framework holds it while it starts, stops, updates or removes the bundle, and
 * calls the lifecycle meanwhile.
 * <li>The monitor of the {@link io.eunomia.runtime.internal.lifecycle.TrackerLifecycle}. Under it a run begins or ends, which
 * loads, opens exports and attaches, and a version is loaded or switched to. The framework is not asked to change a bundle
 * under it, and no service is registered, because either may call code that never returns.
 * <li>The locks of the run, of its hub and of the store, which take none of the above.
 * </ol>
 */
package io.eunomia.runtime.internal.lifecycle;
