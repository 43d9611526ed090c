package io.eunomia.launcher.internal.cli;

import io.eunomia.launcher.internal.client.DaemonClient;
import io.eunomia.launcher.internal.client.Token;
import io.eunomia.launcher.internal.config.StatePaths;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that say which daemon a client command talks to, and how its answers are shown. */
final class DaemonOptions {
    private static final String URL_VARIABLE = "EUNOMIA_URL";
    private static final String STANDARD_URL = "http://127.0.0.1:8527";

    @Option(names = "--url", paramLabel = "URL", description = "The daemon; default $EUNOMIA_URL, else " + STANDARD_URL + ".")
    private String url;

    @Option(names = "--state", paramLabel = "DIR",
            description = "The daemon's state folder, which holds the token; default $EUNOMIA_STATE, else as the daemon's.")
    private Path state;

    /** Tells whether somebody said which daemon is meant. */
    boolean named() {
        return url != null || state != null || variable() != null;
    }

    private static String variable() {
        String named = System.getenv(URL_VARIABLE);
        return named == null || named.isBlank() ? null : named.trim();
    }

    DaemonClient client() {
        String named = variable();
        String address = url != null ? url : named != null ? named : STANDARD_URL;
        Path folder = state != null ? state : StatePaths.standard(System.getenv());
        return new DaemonClient(address.contains("://") ? address : "http://" + address,
                Token.find(System.getenv(Token.VARIABLE), folder));
    }
}
