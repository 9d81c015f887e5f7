package io.aftercare.notification;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** The least SMTP server that refuses one recipient, or everybody at the door, with a given answer and takes all others. */
class RefusingMailServer implements AutoCloseable {

    private final ServerSocket socket;
    private final String refused;
    private final String answer;
    private final AtomicInteger visitors = new AtomicInteger();

    RefusingMailServer(String refused, String answer) throws IOException {
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.refused = refused;
        this.answer = answer;
        Thread thread = new Thread(this::serve, "refusing-mail-server");
        thread.setDaemon(true);
        thread.start();
    }

    int visitors() {
        return visitors.get();
    }

    int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                talk(client);
            } catch (IOException closed) {
                // the next client, or the end
            }
        }
    }

    private void talk(Socket client) throws IOException {
        visitors.incrementAndGet();
        BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        OutputStream out = client.getOutputStream();
        if (refused.isEmpty()) {
            say(out, answer);
            return;
        }
        say(out, "220 ready");
        boolean data = false;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String command = line.toUpperCase(Locale.ROOT);
            if (data) {
                if (line.equals(".")) {
                    data = false;
                    say(out, "250 taken");
                }
            } else if (command.startsWith("RCPT") && line.contains(refused)) {
                say(out, answer);
            } else if (command.startsWith("DATA")) {
                data = true;
                say(out, "354 go on");
            } else if (command.startsWith("QUIT")) {
                say(out, "221 bye");
                return;
            } else {
                say(out, "250 ok");
            }
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
