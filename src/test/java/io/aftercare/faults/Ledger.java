package io.aftercare.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The client's own book of what it was promised, on its own disk before it believes it: the judge's only witness. */
final class Ledger implements AutoCloseable {

    private final FileChannel book;
    private final Map<String, String> numbers = new LinkedHashMap<>();
    private final Map<String, Set<String>> acts = new TreeMap<>();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    Ledger(String name) throws IOException {
        Path directory = Files.createDirectories(Path.of("target", "faults"));
        book = FileChannel.open(
                directory.resolve(name + ".ledger"),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
    }

    /** A request that was sent; whether it will be acknowledged nobody knows yet. */
    void asked(String key) {
        asked.add(key);
    }

    /** The program said that this request is the ticket with this number. */
    synchronized void acknowledged(String key, String number) throws IOException {
        write("ticket " + key + " " + number);
        String before = numbers.putIfAbsent(key, number);
        if (before != null && !before.equals(number)) {
            throw new IllegalStateException(key + " was " + before + " and is " + number);
        }
    }

    /** The program said that this step of the ticket is done. */
    synchronized void done(String number, String step) throws IOException {
        write("step " + number + " " + step);
        acts.computeIfAbsent(number, each -> new java.util.TreeSet<>()).add(step);
    }

    synchronized Map<String, String> numbers() {
        return new LinkedHashMap<>(numbers);
    }

    synchronized Map<String, Set<String>> acts() {
        Map<String, Set<String>> copy = new TreeMap<>();
        acts.forEach((number, steps) -> copy.put(number, Set.copyOf(steps)));
        return copy;
    }

    synchronized int size() {
        return numbers.size();
    }

    List<String> unanswered() {
        Map<String, String> known = numbers();
        return asked.stream().filter(key -> !known.containsKey(key)).toList();
    }

    private void write(String line) throws IOException {
        book.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
        book.force(false);
    }

    @Override
    public void close() throws IOException {
        book.close();
    }
}
