package io.aftercare.faults;

import static io.aftercare.faults.Kills.longer;
import static io.aftercare.faults.Kills.seconds;

import io.aftercare.MySqlServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** R11: huge bodies and slow bodies are somebody else's trouble: refused at their limit, and the others notice nothing. */
final class Bodies {

    private static final long HUGE = 100L * 1024 * 1024;
    private static final long LIMIT = 1_048_576;
    private static final long LIMIT_WITH_FILES = 60L * 1024 * 1024;

    private static final String FILE =
            "--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"large.png\"\r\n\r\n";

    private static final String TEXT = "{\"description\":\"";

    private Bodies() {}

    /** What came back for a body: the status, how much was written by then, how long after the limit it came. */
    record Refusal(int status, long written, Duration afterLimit) {}

    static Report hugeAndSlow(MySqlServer.Database database) throws Exception {
        List<String> findings = new ArrayList<>();
        try (Scene scene = new Scene("r11", database, 1, Map.of())) {
            scene.startAll();
            URI address = scene.addresses().get(0);
            Duration usual;
            Duration meanwhile;
            Duration whileSlow;
            Map<String, String> refusals = new TreeMap<>();
            long before;
            long after;
            String files = "/api/tickets/" + Races.report(scene) + "/attachments";
            try (Load load = scene.load(2, 2, 50)) {
                scene.untilAcknowledged(60, Duration.ofSeconds(90));
                usual = settled(scene, Duration.ofSeconds(15));
                before = scene.node(0).residentMegabytes();
                long begin = System.nanoTime();
                for (Kind kind : Kind.values()) {
                    List<Refusal> answers = Races.together(10, each -> () -> send(address, kind, files));
                    Map<Integer, Integer> statuses = new TreeMap<>();
                    Duration latest = Duration.ZERO;
                    for (Refusal answer : answers) {
                        statuses.merge(answer.status(), 1, Integer::sum);
                        latest = longer(latest, answer.afterLimit());
                        // a connection that is cut while the rest is still coming is a refusal, too
                        if (answer.status() != 413 && answer.status() != Client.NOTHING) {
                            findings.add(kind + ": " + answer);
                        }
                        if (answer.afterLimit().compareTo(Duration.ofSeconds(1)) > 0) {
                            findings.add(
                                    kind + ": refused %.1f s after the limit".formatted(seconds(answer.afterLimit())));
                        }
                    }
                    refusals.put(kind.name(), statuses + " " + seconds(latest) + " s");
                }
                meanwhile = quantile(scene, begin);
                after = scene.node(0).residentMegabytes();
                begin = System.nanoTime();
                int ended = slow(address, 200, Duration.ofSeconds(40), findings);
                whileSlow = quantile(scene, begin);
                refusals.put("SLOW", ended + " of 200 ended");
            }
            for (Answers.Seen seen : scene.answers().all()) {
                if (seen.answer().status() == Client.NOTHING || seen.answer().status() >= 500) {
                    findings.add("other traffic: " + seen.call() + " " + seen.answer());
                }
            }
            if (meanwhile.compareTo(usual.multipliedBy(2)) > 0 || whileSlow.compareTo(usual.multipliedBy(2)) > 0) {
                findings.add("other traffic became slow");
            }
            if (after - before > 100) {
                findings.add("the program grew by %d MB".formatted(after - before));
            }
            Oracle.Verdict verdict = scene.judge(Duration.ofMinutes(2));
            findings.stream().limit(20).forEach(finding -> System.out.println("  r11: " + finding));
            return new Report(
                    "r11",
                    "100 MB x 10, three kinds; 200 slow bodies",
                    verdict.isFine(0) && findings.isEmpty(),
                    "%s; refused %s; p95 of the others %.0f ms, meanwhile %.0f and %.0f ms; memory %d -> %d MB; %d findings"
                            .formatted(
                                    verdict.line(),
                                    refusals,
                                    seconds(usual) * 1000,
                                    seconds(meanwhile) * 1000,
                                    seconds(whileSlow) * 1000,
                                    before,
                                    after,
                                    findings.size()));
        }
    }

    enum Kind {
        JSON_ANNOUNCED,
        JSON_CHUNKED,
        FILES_CHUNKED
    }

    private static Duration settled(Scene scene, Duration during) throws InterruptedException {
        long begin = System.nanoTime();
        Thread.sleep(during.toMillis());
        return quantile(scene, begin);
    }

    private static Duration quantile(Scene scene, long from) {
        return Answers.quantile(scene.answers().between(from, System.nanoTime()), 0.95);
    }

    /** Sends it as fast as it is taken and reads at the same time, as a careful client does. */
    static Refusal send(URI address, Kind kind, String filesPath) throws IOException, InterruptedException {
        boolean files = kind == Kind.FILES_CHUNKED;
        long limit = kind == Kind.JSON_ANNOUNCED ? 0 : files ? LIMIT_WITH_FILES : LIMIT;
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(60_000);
            Answer answer = new Answer(socket.getInputStream());
            Thread reader = new Thread(answer, "reader");
            reader.setDaemon(true);
            reader.start();
            OutputStream out = socket.getOutputStream();
            out.write(head(kind, filesPath).getBytes(StandardCharsets.US_ASCII));
            byte[] piece = new byte[64 * 1024];
            Arrays.fill(piece, (byte) 'x');
            long written = 0;
            long limitAt = System.nanoTime();
            try {
                while (written < HUGE && answer.status == Client.NOTHING) {
                    if (kind == Kind.JSON_ANNOUNCED) {
                        out.write(piece);
                    } else {
                        out.write("10000\r\n".getBytes(StandardCharsets.US_ASCII));
                        out.write(piece);
                        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                    }
                    written += piece.length;
                    if (written <= limit) {
                        limitAt = System.nanoTime();
                    }
                }
            } catch (IOException cut) {
                // it does not take the rest
            }
            reader.join(TimeUnit.SECONDS.toMillis(60));
            return new Refusal(answer.status, written, Duration.ofNanos(Math.max(0, answer.at - limitAt)));
        }
    }

    private static String head(Kind kind, String filesPath) {
        String user = "Authorization: Basic "
                + Base64.getEncoder()
                        .encodeToString((kind == Kind.FILES_CHUNKED ? "agent:demo" : "channel:demo")
                                .getBytes(StandardCharsets.UTF_8))
                + "\r\n";
        String chunked = "Transfer-Encoding: chunked\r\n\r\n";
        return switch (kind) {
            case JSON_ANNOUNCED ->
                "POST /api/tickets HTTP/1.1\r\nHost: localhost\r\n" + user
                        + "Content-Type: application/json\r\nContent-Length: " + HUGE + "\r\n\r\n";
            case JSON_CHUNKED ->
                "POST /api/tickets HTTP/1.1\r\nHost: localhost\r\n" + user + "Content-Type: application/json\r\n"
                        + chunked + Integer.toHexString(TEXT.length()) + "\r\n" + TEXT + "\r\n";
            case FILES_CHUNKED ->
                "POST " + filesPath + " HTTP/1.1\r\nHost: localhost\r\n" + user
                        + "Content-Type: multipart/form-data; boundary=b\r\n" + chunked
                        + Integer.toHexString(FILE.length()) + "\r\n" + FILE + "\r\n";
        };
    }

    /** So many connections that bring one byte a second; answers how many of them were ended meanwhile. */
    static int slow(URI address, int connections, Duration during, List<String> findings) throws InterruptedException {
        List<Socket> sockets = new ArrayList<>();
        int ended = 0;
        try {
            for (int each = 0; each < connections; each++) {
                Socket socket = new Socket(address.getHost(), address.getPort());
                socket.getOutputStream()
                        .write(("POST /api/tickets HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic "
                                        + Base64.getEncoder()
                                                .encodeToString("channel:demo".getBytes(StandardCharsets.UTF_8))
                                        + "\r\nContent-Type: application/json\r\nContent-Length: 2000\r\n\r\n{\"")
                                .getBytes(StandardCharsets.US_ASCII));
                sockets.add(socket);
            }
            long end = System.nanoTime() + during.toNanos();
            boolean[] gone = new boolean[sockets.size()];
            while (System.nanoTime() < end) {
                for (int each = 0; each < sockets.size(); each++) {
                    if (!gone[each]) {
                        try {
                            sockets.get(each).getOutputStream().write('x');
                            gone[each] = sockets.get(each).getInputStream().available() > 0;
                        } catch (IOException cut) {
                            gone[each] = true;
                        }
                        ended += gone[each] ? 1 : 0;
                    }
                }
                Thread.sleep(1_000);
            }
        } catch (IOException refused) {
            findings.add("slow connections: " + refused);
        } finally {
            for (Socket socket : sockets) {
                try {
                    socket.close();
                } catch (IOException closed) {
                    // gone already
                }
            }
        }
        return ended;
    }

    /** Reads the first line as soon as it comes. */
    private static final class Answer implements Runnable {

        private final InputStream in;
        private volatile int status = Client.NOTHING;
        private volatile long at = System.nanoTime();

        Answer(InputStream in) {
            this.in = in;
        }

        @Override
        public void run() {
            try {
                ByteArrayOutputStream line = new ByteArrayOutputStream();
                for (int next = in.read(); next >= 0 && next != '\r'; next = in.read()) {
                    line.write(next);
                }
                at = System.nanoTime();
                String[] words = line.toString(StandardCharsets.US_ASCII).split(" ", 3);
                status = words.length > 1 ? Integer.parseInt(words[1]) : Client.NOTHING;
            } catch (IOException cut) {
                at = System.nanoTime();
            }
        }
    }
}
