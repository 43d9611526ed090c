package io.eunomia.launcher.internal.upgrade;

import io.eunomia.runtime.file.TrustedPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A distribution that is to take a daemon's place.
 *
 * @param version what its own {@code --version} says: {@code eunomia 0.2.0}
 */
public record NextDistribution(Path home, String version) {

    /**
     * Looks at it and lets it say its version, as the daemon would run it.
     *
     * @throws UpgradeException when it is none, others can change it, or it does not run here
     */
    public static NextDistribution of(Path folder, RunningDaemon daemon) {
        try {
            Path home = folder.toRealPath();
            Path script = home.resolve("bin/eunomia");
            if (!Files.isRegularFile(script) || !Files.isDirectory(home.resolve("bundle"))) {
                throw new UpgradeException(folder + " is no distribution of Eunomia: it has no bin/eunomia or no folder bundle",
                        "name the folder that the archive was unpacked to");
            }
            for (String part : new String[] {"bin/eunomia", "lib", "bundle"}) {
                TrustedPath.distrust(home.resolve(part)).ifPresent(distrust -> {
                    throw new UpgradeException(distrust.problem(), distrust.remedy());
                });
            }
            return new NextDistribution(home, version(script, daemon.environment()));
        } catch (NoSuchFileException e) {
            throw new UpgradeException(folder + " does not exist", "name the folder of another distribution", e);
        } catch (IOException e) {
            throw new UpgradeException(folder + " cannot be used: " + e.getMessage(), "name the folder of another distribution", e);
        }
    }

    private static String version(Path script, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(script.toString(), "--version").redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            if (process.waitFor() != 0 || !said.startsWith("eunomia ")) {
                throw new UpgradeException(script + " does not run: " + said, "the daemon's environment names its Java: set EUNOMIA_JAVA"
                        + " there, or take a distribution with a Java of its own");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UpgradeException("it was interrupted", "nothing has changed", e);
        }
        return said.lines().findFirst().orElseThrow();
    }
}
