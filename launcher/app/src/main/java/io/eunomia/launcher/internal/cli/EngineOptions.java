package io.eunomia.launcher.internal.cli;


/** Options of an engine in this process. */
interface EngineOptions {

    /** Checks the options and sets them. @throws io.eunomia.shell.command.CommandFailure when one is not what it should be */
    void choose();
}
