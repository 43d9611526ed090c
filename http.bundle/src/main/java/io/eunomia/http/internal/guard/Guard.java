package io.eunomia.http.internal.guard;

import io.eunomia.http.internal.HttpProblem;
import io.eunomia.http.internal.Settings;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether a request is admitted, by its host, origin and token. A page in a browser on this machine can reach the
 * loopback interface too: so a request that is addressed to a foreign name (DNS rebinding) or sent by a foreign page is
 * refused before its token is looked at.
 */
public final class Guard {
    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[0-9a-fA-F:.%]+]|[^:\\[\\]]+)(?::[0-9]{1,5})?");
    private static final Pattern ADDRESS = Pattern.compile("\\[.*]|[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final String BEARER = "bearer ";

    private final Settings settings;
    private final byte[] token;
    private final HttpProblem locked;

    public Guard(Settings settings) {
        this.settings = settings;
        byte[] read = null;
        HttpProblem refusal = null;
        try {
            read = TokenFile.readOrMake(settings.tokenFile());
        } catch (RefusedTokenException e) {
            LOG.error("{}; {}. Until then every request is refused.", e.getMessage(), e.remedy());
            refusal = new HttpProblem(503, "locked", e.getMessage()).hint(e.remedy());
        }
        token = read;
        locked = refusal;
    }

    /** Checks what every request must meet, with or without a token. @throws HttpProblem when it is refused */
    public void checkOrigin(HttpServletRequest request) {
        String host = request.getHeader("Host");
        if (host == null || !isOurs(host)) {
            throw new HttpProblem(421, "misdirected", "this server is not \"" + host + '"')
                    .hint("address it as 127.0.0.1, or allow the name with eunomia.http.hosts");
        }
        String origin = request.getHeader("Origin");
        if (origin != null && !origin.equalsIgnoreCase(request.getScheme() + "://" + host)) {
            throw new HttpProblem(403, "foreign-origin", "requests from pages of " + origin + " are not taken");
        }
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            throw new HttpProblem(403, "foreign-origin", "requests from pages of other sites are not taken");
        }
        if (!request.isSecure() && !settings.remotePlain() && !isLoopback(request.getLocalAddr())) {
            throw new HttpProblem(403, "not-loopback", "without TLS only the loopback interface is served")
                    .hint("listen on 127.0.0.1, or set eunomia.http.remote-plain=true on a network you trust");
        }
    }

    /** @throws HttpProblem when the token is missing or wrong */
    public void checkToken(HttpServletRequest request) {
        if (locked != null) {
            throw new HttpProblem(locked.status(), locked.kind(), locked.getMessage()).hint(locked.hint());
        }
        String header = request.getHeader("Authorization");
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            throw unauthorized("a bearer token is needed");
        }
        byte[] shown = header.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8);
        // The comparison takes the same time wherever the first difference is, so that timing does not give the token away.
        if (!MessageDigest.isEqual(token, shown)) {
            throw unauthorized("the token is not this server's");
        }
    }

    private HttpProblem unauthorized(String detail) {
        return new HttpProblem(401, "unauthorized", detail).header("WWW-Authenticate", "Bearer realm=\"eunomia\"")
                .hint("send Authorization: Bearer TOKEN with the content of the file token in the state folder");
    }

    private boolean isOurs(String authority) {
        Matcher matcher = AUTHORITY.matcher(authority);
        if (!matcher.matches()) {
            return false;
        }
        String name = matcher.group(1).toLowerCase(Locale.ROOT);
        // DNS rebinding needs a name whose meaning changes; an address has none.
        return ADDRESS.matcher(name).matches() || name.equals("localhost") || settings.hosts().contains(name);
    }

    private static boolean isLoopback(String address) {
        try {
            // This is an address and never a name, so nothing is looked up.
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
