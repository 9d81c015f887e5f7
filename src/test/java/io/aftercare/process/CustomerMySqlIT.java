package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.customer.Customer;
import io.aftercare.customer.CustomerMerges;
import io.aftercare.customer.IdentityKind;
import io.aftercare.customer.Reveals;
import io.aftercare.merging.TicketMerges;
import io.aftercare.merging.TicketSplits;
import io.aftercare.privacy.PrivacyRequest;
import io.aftercare.privacy.PrivacyRequests;
import io.aftercare.registration.Intake;
import io.aftercare.ticket.Channel;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** On the real MySQL server: whoever merges, comes or is merged at the same moment, nobody and nothing is lost (R13). */
class CustomerMySqlIT extends MySqlRaces implements RacesDatabase {

    private static final int ROUNDS = 25;
    private static final int AT_ONCE = 8;

    @Autowired
    CustomerMerges customerMerges;

    @Autowired
    Reveals reveals;

    @Autowired
    TicketMerges ticketMerges;

    @Autowired
    TicketSplits splits;

    @Autowired
    PrivacyRequests privacy;

    @Test
    void whoComesByManyWaysAtOnceIsOneCustomer() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String phone = "1390000" + (1000 + round);
            Set<String> refs = java.util.Collections.synchronizedSet(new HashSet<>());
            together(
                    AT_ONCE,
                    person -> refs.add(customers
                            .findOrAdd("Sun Li", phone, "sun" + phone + "@customer.example", null)
                            .ref()));
            assertThat(refs).hasSize(1);
            assertThat(jdbc.queryForObject("select count(*) from customer where phone = ?", Integer.class, phone))
                    .isEqualTo(1);
        }
    }

    @Test
    void ofTwoMergesTheOtherWayRoundOneHolds() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String one = person("One", round).ref();
            String other = person("Other", round).ref();
            int through = together(2, person -> {
                customerMerges.merge(person == 0 ? one : other, person == 0 ? other : one, "One.", "agent");
            });
            assertThat(through).isEqualTo(1);
            assertThat(customers.require(one).ref())
                    .isEqualTo(customers.require(other).ref());
        }
    }

    @Test
    void whoWritesWhileHeIsMergedKeepsHisTickets() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String one = person("Writes", round).ref();
            String other = person("Reads", round).ref();
            together(4, person -> {
                if (person == 0) {
                    customerMerges.merge(one, other, "One.", "agent");
                } else {
                    as("agent", () -> receive(one));
                }
            });
            assertThat(tickets.numbersOf(one)).isEmpty();
            assertThat(tickets.numbersOf(other)).isNotEmpty();
        }
    }

    @Test
    void ofTwoTicketsThatAreMergedIntoEachOtherOneGoesOn() throws Exception {
        String ref = person("Twice", 0).ref();
        for (int round = 0; round < ROUNDS; round++) {
            String one = as("agent", () -> receive(ref));
            String other = as("agent", () -> receive(ref));
            int through = together(
                    2,
                    person -> as("agent", () -> {
                        ticketMerges.merge(person == 0 ? one : other, person == 0 ? other : one, "The same.");
                        return true;
                    }));
            assertThat(through).isEqualTo(1);
            assertThat(tickets.followed(one)).isEqualTo(tickets.followed(other));
        }
    }

    @Test
    void manyClicksOnASplitMakeOneTicket() throws Exception {
        String number = as("agent", () -> receive(person("Splits", 0).ref()));
        TicketSplits.Split split = new TicketSplits.Split(null, "My invoice is wrong.", null, "Another matter.");
        assertThat(together(AT_ONCE, person -> as("agent", () -> splits.split(number, split))))
                .isEqualTo(1);
    }

    @Test
    void anUndoAndAnotherMergeDoNotLoseAnybody() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String one = person("Undone", round).ref();
            String other = person("Stays", round).ref();
            String third = person("Third", round).ref();
            customerMerges.merge(one, other, "One.", "agent");
            together(2, person -> {
                if (person == 0) {
                    customerMerges.undo(one, "Two.", "agent");
                } else {
                    customerMerges.merge(other, third, "One.", "agent");
                }
            });
            assertThat(jdbc.queryForObject(
                            "select count(*) from customer_identity where customer_ref in (?, ?, ?)",
                            Integer.class,
                            one,
                            other,
                            third))
                    .isEqualTo(3);
        }
    }

    @Test
    void pagesSpeakMySql() {
        Customer found = customers.findOrAdd("王小明", "13511110000", "wang@customer.example", "WECHAT:oAbC");
        assertThat(customers.search("小明")).extracting(Customer::ref).contains(found.ref());
        assertThat(customers.search("0000")).extracting(Customer::ref).contains(found.ref());
        assertThat(customers.search("WANG@customer.example"))
                .extracting(Customer::ref)
                .contains(found.ref());
        assertThat(customers.withPhone("008613511110000"))
                .extracting(Customer::ref)
                .containsExactly(found.ref());
        assertThat(customers.owner(IdentityKind.CHANNEL, "wechat:oabc")).isEmpty();
        customers.findOrAdd("王太太", "13511110000", null, null);
        assertThat(customers.duplicates(found.ref())).hasSize(1);
        reveals.reveal(found.ref(), null, "Callback.", "agent");
        assertThat(reveals.uses()).isNotEmpty();
        PrivacyRequest request = privacy.receive(found.ref(), PrivacyRequest.Kind.DELETION, null, "agent");
        privacy.checkIdentity(request.id(), "Passport.", "manager");
        privacy.delete(request.id(), "manager");
        assertThat(customers.require(found.ref()).anonymisedAt()).isNotNull();
    }

    private Customer person(String name, int round) {
        return customers.findOrAdd(name, "13" + Math.abs((name + round).hashCode() % 1_000_000_000L), null, null);
    }

    private String receive(String ref) {
        return registrations
                .receive(new Intake(
                        Channel.PHONE,
                        new Intake.CustomerReference(ref, null, null, null, null),
                        "It does not start.",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null))
                .number();
    }
}
