package io.eunomia.launcher.internal.embed;

/** Feeds one subscriber on a thread of its own. */
interface Pump extends Runnable {

    /** Lets a subscriber that requests nothing be completed; others get what has arrived first. Any thread. */
    void end();
}
