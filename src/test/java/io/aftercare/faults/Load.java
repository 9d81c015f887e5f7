package io.aftercare.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Intake and people's work at the same time (P1 and P2). Whoever gets no answer asks again with the same key, as every
 * well-written caller does.
 */
final class Load implements AutoCloseable {

    private final Client client;
    private final Ledger ledger;
    private final Work work;
    private final int pauseMillis;
    private final List<Thread> people = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> open = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Throwable> broken = new ConcurrentLinkedQueue<>();
    private volatile boolean going = true;

    /** @param pauseMillis what each caller and worker waits between two calls */
    Load(Client client, Ledger ledger, int callers, int workers, int pauseMillis) {
        this.client = client;
        this.ledger = ledger;
        this.work = new Work(client, ledger);
        this.pauseMillis = pauseMillis;
        for (int caller = 0; caller < callers; caller++) {
            start("caller-" + caller, this::bringTickets);
        }
        for (int worker = 0; worker < workers; worker++) {
            start("worker-" + worker, this::work);
        }
    }

    private void start(String name, Body body) {
        Thread thread = new Thread(
                () -> {
                    try {
                        body.run();
                    } catch (InterruptedException end) {
                        Thread.currentThread().interrupt();
                    } catch (IOException e) {
                        broken.add(new UncheckedIOException(e));
                    } catch (RuntimeException e) {
                        broken.add(e);
                    }
                },
                name);
        thread.setDaemon(true);
        people.add(thread);
        thread.start();
    }

    private void bringTickets() throws IOException, InterruptedException {
        while (going) {
            String key = UUID.randomUUID().toString();
            ledger.asked(key);
            while (true) {
                Client.Answer answer =
                        client.post("channel", "/api/tickets", Work.fault(key), Map.of("Idempotency-Key", key));
                if (answer.status() == 201) {
                    String number = answer.json().path("number").asText();
                    ledger.acknowledged(key, number);
                    open.add(number);
                    break;
                }
                if (!going) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
            TimeUnit.MILLISECONDS.sleep(pauseMillis);
        }
    }

    private void work() throws IOException, InterruptedException {
        while (going) {
            String number = open.poll();
            if (number != null) {
                Work.Step step = work.next(number);
                if (step != Work.Step.NOTHING_TO_DO
                        || ThreadLocalRandom.current().nextInt(3) > 0) {
                    open.add(number);
                }
                if (step == Work.Step.REFUSED) {
                    TimeUnit.MILLISECONDS.sleep(100);
                }
            }
            TimeUnit.MILLISECONDS.sleep(pauseMillis);
        }
    }

    /** Stops it; what was asked is answered first. */
    @Override
    public void close() throws InterruptedException {
        going = false;
        for (Thread person : people) {
            person.join(TimeUnit.SECONDS.toMillis(90));
        }
        if (!broken.isEmpty()) {
            throw new IllegalStateException("The load itself broke", broken.peek());
        }
    }

    private interface Body {
        void run() throws IOException, InterruptedException;
    }
}
