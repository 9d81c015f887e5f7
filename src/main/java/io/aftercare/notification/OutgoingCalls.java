package io.aftercare.notification;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Calls out of the house that cannot be turned against it (S6): the name is resolved once, the call goes to exactly that
 * address and only if it is a public one, redirects are not followed, and no answer is waited for or read without end.
 */
final class OutgoingCalls {

    private static final int MOST_BYTES = 16_384;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3})(?: .*)?");

    private final List<String> allowedPrivateHosts;
    private final Duration timeout;

    OutgoingCalls(List<String> allowedPrivateHosts, Duration timeout) {
        this.allowedPrivateHosts = List.copyOf(allowedPrivateHosts);
        this.timeout = timeout;
    }

    /** Posts and returns the status of the answer; of the answer itself nothing is read. */
    int post(URI uri, Map<String, String> headers, byte[] body) throws IOException {
        return call("POST", uri, headers, body, OutgoingCalls::status);
    }

    /** Calls and reads the answer, up to a limit. */
    Answer ask(String method, URI uri, Map<String, String> headers, byte[] body) throws IOException {
        return call(method, uri, headers, body, OutgoingCalls::answer);
    }

    /** The one address behind the name, if it is one that we call. */
    static InetAddress resolve(URI uri, List<String> allowedPrivateHosts) throws IOException {
        String host = uri.getHost();
        boolean tls = "https".equals(uri.getScheme());
        boolean privateAllowed = host != null && allowedPrivateHosts.contains(host);
        if (host == null || uri.getUserInfo() != null || !tls && !("http".equals(uri.getScheme()) && privateAllowed)) {
            throw new RefusedTarget("The target is no plain https address");
        }
        InetAddress address = InetAddress.getByName(host);
        if (!privateAllowed && !isPublic(address)) {
            throw new RefusedTarget("The target is no public address");
        }
        return address;
    }

    private <T> T call(String method, URI uri, Map<String, String> headers, byte[] body, Reader<T> reader)
            throws IOException {
        InetAddress address = resolve(uri, allowedPrivateHosts);
        String host = uri.getHost();
        boolean tls = "https".equals(uri.getScheme());
        int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
        long deadline = System.nanoTime() + timeout.multipliedBy(2).toNanos();
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(address, port), Math.toIntExact(timeout.toMillis()));
            plain.setSoTimeout(Math.toIntExact(timeout.toMillis()));
            try (Socket socket = tls ? secured(plain, host, port) : plain) {
                OutputStream out = socket.getOutputStream();
                out.write(head(method, uri, headers, body.length));
                out.write(body);
                out.flush();
                return reader.read(new Incoming(socket.getInputStream(), deadline));
            }
        }
    }

    private static Socket secured(Socket plain, String host, int port) throws IOException {
        SSLSocket socket =
                (SSLSocket) ((SSLSocketFactory) SSLSocketFactory.getDefault()).createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static byte[] head(String method, URI uri, Map<String, String> headers, int length) throws IOException {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        StringBuilder head = new StringBuilder(method)
                .append(' ')
                .append(path)
                .append(uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery())
                .append(" HTTP/1.1\r\nHost: ")
                .append(uri.getHost())
                .append(uri.getPort() >= 0 ? ":" + uri.getPort() : "")
                .append("\r\nUser-Agent: Aftercare\r\nConnection: close\r\nContent-Length: ")
                .append(length)
                .append("\r\n");
        for (Map.Entry<String, String> header : headers.entrySet()) {
            if (header.getValue().matches("(?s).*\\p{Cntrl}.*")) {
                throw new IOException("A header with a line end");
            }
            head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The status of the final answer; interim ones (1xx) are passed over. */
    private static int status(Incoming in) throws IOException {
        while (true) {
            Matcher status = STATUS.matcher(in.line());
            if (!status.matches()) {
                throw new IOException("No HTTP answer");
            }
            int code = Integer.parseInt(status.group(1));
            if (code >= 200) {
                return code;
            }
            while (!in.line().isEmpty()) {
                // the headers of an interim answer
            }
        }
    }

    private static Answer answer(Incoming in) throws IOException {
        int status = status(in);
        long length = -1;
        boolean chunked = false;
        for (String header = in.line(); !header.isEmpty(); header = in.line()) {
            String name = header.toLowerCase(Locale.ROOT);
            if (name.startsWith("content-length:")) {
                length = number(name.substring("content-length:".length()), 10);
            } else if (name.startsWith("transfer-encoding:") && name.contains("chunked")) {
                chunked = true;
            }
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (chunked) {
            for (long size = chunk(in); size > 0; size = chunk(in)) {
                in.copy(size, body);
                in.line();
            }
        } else if (status != 204 && status != 304) {
            in.copy(length, body);
        }
        return new Answer(status, body.toString(StandardCharsets.UTF_8));
    }

    private static long chunk(Incoming in) throws IOException {
        return number(in.line().split(";", 2)[0], 16);
    }

    private static long number(String text, int radix) throws IOException {
        try {
            return Long.parseLong(text.strip(), radix);
        } catch (NumberFormatException e) {
            throw new IOException("No HTTP answer", e);
        }
    }

    /** What comes back: neither without end nor for ever. */
    private static final class Incoming {

        private final InputStream stream;
        private final long deadline;
        private int left = MOST_BYTES;

        Incoming(InputStream stream, long deadline) {
            this.stream = stream;
            this.deadline = deadline;
        }

        /** The next byte, or -1 at the end. */
        private int next() throws IOException {
            if (System.nanoTime() > deadline) {
                throw new SocketTimeoutException("The answer takes too long");
            }
            int next = stream.read();
            if (next >= 0 && --left < 0) {
                throw new IOException("The answer is too long");
            }
            return next;
        }

        String line() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int next = next(); next != '\n'; next = next()) {
                if (next < 0) {
                    throw new IOException("The answer ended early");
                }
                line.write(next);
            }
            String text = line.toString(StandardCharsets.ISO_8859_1);
            return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        }

        /** That many bytes, or all that come when the number is negative. */
        void copy(long bytes, ByteArrayOutputStream to) throws IOException {
            for (long copied = 0; bytes < 0 || copied < bytes; copied++) {
                int next = next();
                if (next < 0) {
                    if (bytes < 0) {
                        return;
                    }
                    throw new IOException("The answer ended early");
                }
                to.write(next);
            }
        }
    }

    @FunctionalInterface
    private interface Reader<T> {
        T read(Incoming in) throws IOException;
    }

    /** Status and text of an answer. */
    record Answer(int status, String body) {}

    /** Not loopback, link-local, private, shared, reserved or a tunnel into one of these. */
    static boolean isPublic(InetAddress address) {
        if (address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return isPublic4(bytes[0] & 0xff, bytes[1] & 0xff, bytes[2] & 0xff);
        }
        if (address instanceof Inet6Address) {
            return isPublic6(bytes);
        }
        return false;
    }

    private static boolean isPublic4(int first, int second, int third) {
        boolean shared = first == 100 && second >= 64 && second < 128;
        boolean protocol = first == 192 && second == 0 && (third == 0 || third == 2);
        boolean relay = first == 192 && second == 88 && third == 99;
        boolean benchmark = first == 198 && (second == 18 || second == 19);
        boolean documentation =
                first == 198 && second == 51 && third == 100 || first == 203 && second == 0 && third == 113;
        return first != 0 && first < 224 && !shared && !protocol && !relay && !benchmark && !documentation;
    }

    /** Only global unicast (2000::/3), without Teredo, 6to4, documentation and what is translated to IPv4. */
    private static boolean isPublic6(byte[] bytes) {
        int first = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
        int second = (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
        boolean special = first == 0x2001 && (second < 0x0200 || second == 0x0db8) || first == 0x2002;
        return (first & 0xe000) == 0x2000 && !special;
    }

    /** The address is not one that we call; the text is fit for the log. */
    static final class RefusedTarget extends IOException {

        private static final long serialVersionUID = 1L;

        RefusedTarget(String message) {
            super(message);
        }
    }
}
