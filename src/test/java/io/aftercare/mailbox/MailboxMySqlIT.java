package io.aftercare.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.MySqlServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The same on the real MySQL server, and several nodes at once. */
class MailboxMySqlIT extends MailboxTest {

    @DynamicPropertySource
    static void mysql(DynamicPropertyRegistry registry) {
        MySqlServer.use("mailbox", registry);
    }

    /** All of them believe that the mailbox is theirs: not even a lease that two nodes hold makes two tickets. */
    @Test
    void severalNodesThatFetchAndWorkTogetherMakeEachMailOneTicket() throws Exception {
        int before = ticketsAltogether();
        for (int each = 0; each < 60; each++) {
            arrives(Letters.from("c" + each + "@customer.example", "Nodes " + each)
                    .id("node" + each + "@customer.example")
                    .text("It leaks. " + each));
        }
        List<Callable<Integer>> nodes = new ArrayList<>();
        for (int node = 0; node < 4; node++) {
            nodes.add(() -> {
                int handled = 0;
                for (int round = 0; round < 5; round++) {
                    imap.poll(properties.mailboxes().get(0));
                    handled += room.work();
                }
                return handled;
            });
        }
        var pool = Executors.newFixedThreadPool(nodes.size());
        try {
            for (Future<Integer> node : pool.invokeAll(nodes)) {
                node.get();
            }
        } finally {
            pool.shutdown();
        }
        room.work();
        assertThat(book()).hasSize(60).extracting(IncomingMail::state).containsOnly(MailState.TICKET);
        assertThat(ticketsAltogether()).isEqualTo(before + 60);
    }
}
