package io.aftercare.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A mail server that counts what it took by Message-ID, and that can be away, refuse, or say nothing at all. */
final class MailSink implements AutoCloseable {

    /** How it behaves. */
    enum Mood {
        TAKES,
        AWAY,
        LATER,
        NEVER,
        TARPIT
    }

    private final int port;
    private final ExecutorService talks = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "mail-sink");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, AtomicLong> taken = new ConcurrentHashMap<>();
    private final Map<String, String> contents = new ConcurrentHashMap<>();
    private final Set<String> changed = ConcurrentHashMap.newKeySet();
    private final AtomicLong connections = new AtomicLong();
    private volatile Mood mood = Mood.TAKES;
    private volatile boolean closed;
    private @Nullable ServerSocket socket;

    MailSink() throws IOException {
        ServerSocket first = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        port = first.getLocalPort();
        serve(first);
    }

    int port() {
        return port;
    }

    void become(Mood next) throws IOException {
        Mood before = mood;
        mood = next;
        if (next == Mood.AWAY && socket != null) {
            socket.close();
        } else if (before == Mood.AWAY && next != Mood.AWAY) {
            ServerSocket again = new ServerSocket();
            again.setReuseAddress(true);
            again.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
            serve(again);
        }
    }

    /** How often each Message-ID was taken with 250. */
    Map<String, Long> taken() {
        Map<String, Long> counts = new TreeMap<>();
        taken.forEach((id, count) -> counts.put(id, count.get()));
        return counts;
    }

    /** Message-IDs that came again with other words: never. */
    Set<String> changed() {
        return Set.copyOf(changed);
    }

    long connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        if (socket != null) {
            socket.close();
        }
        talks.shutdownNow();
    }

    private void serve(ServerSocket listening) {
        socket = listening;
        talks.execute(() -> {
            while (!closed && !listening.isClosed()) {
                try {
                    Socket client = listening.accept();
                    connections.incrementAndGet();
                    talks.execute(() -> talk(client));
                } catch (IOException goneAway) {
                    // the socket was closed
                }
            }
        });
    }

    private void talk(Socket client) {
        try (client) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            OutputStream out = client.getOutputStream();
            if (mood == Mood.TARPIT) {
                // it listens and never greets
                while (mood == Mood.TARPIT && in.read() >= 0) {
                    continue;
                }
                return;
            }
            say(out, "220 ready");
            StringBuilder letter = null;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String command = line.toUpperCase(Locale.ROOT);
                if (letter != null) {
                    if (line.equals(".")) {
                        take(letter.toString());
                        letter = null;
                        say(out, "250 taken");
                    } else {
                        letter.append(line).append('\n');
                    }
                } else if (command.startsWith("RCPT") && mood == Mood.LATER) {
                    say(out, "451 try again later");
                } else if (command.startsWith("RCPT") && mood == Mood.NEVER) {
                    say(out, "550 no such mailbox");
                } else if (command.startsWith("DATA")) {
                    letter = new StringBuilder();
                    say(out, "354 go on");
                } else if (command.startsWith("QUIT")) {
                    say(out, "221 bye");
                    return;
                } else {
                    say(out, "250 ok");
                }
            }
        } catch (IOException gone) {
            // the other side was killed, which is what we do here
        }
    }

    /** One letter more, however it came. */
    void take(String letter) {
        String id = letter.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("message-id:"))
                .map(line -> line.substring(11).strip())
                .findFirst()
                .orElse("none");
        taken.computeIfAbsent(id, each -> new AtomicLong()).incrementAndGet();
        String words = letter.substring(Math.max(0, letter.indexOf("\n\n")));
        String before = contents.putIfAbsent(id, words);
        if (before != null && !before.equals(words)) {
            changed.add(id);
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
