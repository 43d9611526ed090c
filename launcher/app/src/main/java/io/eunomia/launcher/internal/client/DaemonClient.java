package io.eunomia.launcher.internal.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;

/**
 * Sends requests to one daemon. It uses {@link HttpURLConnection}: measured here that costs 25 ms of a client command's
 * start, java.net.http 500 ms.
 */
public final class DaemonClient {
    private static final int CONNECT_MILLIS = 5000;
    private static final int HANDSHAKE_MILLIS = 5000;

    private final String url;
    private final Token token;

    /**
     * Makes a client.
     *
     * @param url of the daemon, without a path
     * @param token shown with every request, if there is one
     */
    public DaemonClient(String url, Token token) {
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        this.token = token;
    }

    public String url() {
        return url;
    }

    public Token token() {
        return token;
    }

    /** Sends a GET request. @throws UnreachableException when nobody answers */
    public Answer get(String path) {
        return request("GET", path, Map.of(), null);
    }

    /** Sends a GET request whose answer is read as it comes. @param accept media type of the answer */
    public Answer stream(String path, String accept) {
        return request("GET", path, Map.of("Accept", accept), null);
    }

    public Answer delete(String path) {
        return request("DELETE", path, Map.of(), null);
    }

    /** Sends a POST request. @param body may be empty */
    public Answer post(String path, String mediaType, byte[] body) {
        return request("POST", path, Map.of("Content-Type", mediaType), body);
    }

    /** Sends a request as {@link #post(String, String, byte[])} does. @param accept media type of the answer that is wanted */
    public Answer post(String path, String mediaType, byte[] body, String accept) {
        return request("POST", path, Map.of("Content-Type", mediaType, "Accept", accept), body);
    }

    public Answer put(String path, String mediaType, byte[] body) {
        return request("PUT", path, Map.of("Content-Type", mediaType), body);
    }

    private Answer request(String method, String path, Map<String, String> headers, byte[] body) {
        try {
            HttpURLConnection connection = (HttpURLConnection) new URL(url + path).openConnection();
            keepTokenFromStrangers(connection.getURL());
            connection.setRequestMethod(method);
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setUseCaches(false);
            connection.setInstanceFollowRedirects(false);
            headers.forEach(connection::setRequestProperty);
            if (token.present()) {
                connection.setRequestProperty("Authorization", "Bearer " + token.value());
            }
            if (body != null) {
                connection.setDoOutput(true);
                connection.setFixedLengthStreamingMode(body.length);
            }
            shakeHands(connection);
            if (body != null) {
                send(connection, body);
            }
            int status = connection.getResponseCode();
            if (status == 404 && String.valueOf(connection.getContentType()).startsWith("text/html")) {
                // Eunomia says so in JSON; this is a bare Jetty that has no servlets yet, or any other web server.
                throw new UnreachableException(url, "the server there is not Eunomia, or is still starting", null);
            }
            InputStream content = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
            return new Answer(status, String.valueOf(connection.getContentType()),
                    content == null ? InputStream.nullInputStream() : content);
        } catch (MalformedURLException | ClassCastException e) {
            throw new UnreachableException(url, "that is no HTTP address", e);
        } catch (SSLException e) {
            throw new UnreachableException(url, speaksPlainly(e) ? "it speaks plain HTTP there: say http:// and no https://"
                    : "TLS: " + e.getMessage(), true, e);
        } catch (IOException e) {
            throw new UnreachableException(url, reason(e), e);
        }
    }

    /**
     * Checks who would see the token: a token from a file is shown only to the file's owner, to root, and to programs of
     * this user, who could read it too.
     */
    private void keepTokenFromStrangers(URL to) throws IOException {
        if (!token.present() || token.givenByHand() || !InetAddress.getByName(to.getHost()).isLoopbackAddress()) {
            return;
        }
        int self = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        int port = to.getPort() < 0 ? to.getDefaultPort() : to.getPort();
        LocalListeners.stranger(port, new HashSet<>(List.of(0, self, token.owner()))).ifPresent(uid -> {
            throw new UnreachableException(url, "what listens there is of the user with id " + uid
                    + ", and is not shown the token of " + token.origin(), true, null);
        });
    }

    /**
     * Connects. The handshake has a time limit, because a server of plain HTTP waits for the end of a line, which a TLS
     * handshake need not have.
     */
    private static void shakeHands(HttpURLConnection connection) throws IOException {
        connection.setReadTimeout(HANDSHAKE_MILLIS);
        try {
            connection.connect();
        } catch (SocketTimeoutException e) {
            if (!connection.getURL().getProtocol().equals("https") || !String.valueOf(e.getMessage()).startsWith("Read")) {
                throw e;
            }
            throw new SSLException("no answer to the handshake within " + HANDSHAKE_MILLIS / 1000
                    + " s; if it speaks plain HTTP there, say http:// and no https://", e);
        }
        // No timeout is set, because streams are silent for as long as nothing happens.
        connection.setReadTimeout(0);
    }

    /** Recognises the JDK's message for an answer that does not begin as TLS does. */
    private static boolean speaksPlainly(SSLException failure) {
        return String.valueOf(failure.getMessage()).contains("SSL message");
    }

    /** Explains a failure: a server that speaks TLS closes, or sends an alert in bytes, when it is spoken to in plain HTTP. */
    private static String reason(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        boolean noHttp = message.contains("Unexpected end of file") || message.contains("Invalid Http response");
        return noHttp ? "it closed the connection without an answer (" + message + "): it speaks TLS (https://), or it has ended, and then eunomia list"
                + " and eunomia history say whether it did what it was asked for" : message;
    }

    /**
     * Sends the body. A daemon that refuses a large body answers before it has all of it; that answer is worth more than
     * the error of sending.
     */
    private static void send(HttpURLConnection connection, byte[] body) throws IOException {
        try (var out = connection.getOutputStream()) {
            out.write(body);
        } catch (java.net.ConnectException e) {
            throw e;
        } catch (IOException e) {
            if (connection.getResponseCode() < 400) {
                throw e;
            }
        }
    }
}
