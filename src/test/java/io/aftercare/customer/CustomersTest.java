package io.aftercare.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aftercare.confirmation.LifecycleTestSupport;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.ticket.TicketFilter;
import io.aftercare.ticket.TicketStatus;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** However somebody comes, he is one customer; and nobody becomes somebody else by giving a number (3-08, L14). */
class CustomersTest extends LifecycleTestSupport {

    @Autowired
    private Customers customers;

    @Autowired
    private CustomerMerges merges;

    @Autowired
    private Reveals reveals;

    @AfterEach
    void nothingIsLeft() {
        for (String table : List.of("customer_merge_part", "customer_merge", "customer_order", "reveal")) {
            jdbc.update("delete from " + table);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "13800001234",
                "138 0000 1234",
                "+86 138-0000-1234",
                "008613800001234",
                "8613800001234",
                "＋86 １３８００００１２３４"
            })
    void aPhoneIsTheSameHoweverItIsWritten(String phone) {
        assertThat(customers.findOrAdd("Li Lei", phone, null, null).ref()).isEqualTo("C-1");
    }

    @ParameterizedTest
    @CsvSource({"+44 20 7946 0958,+442079460958", "0044 20 7946 0958,+442079460958", "010-6552 9988,01065529988"})
    void otherNumbersKeepTheirCountry(String written, String kept) {
        assertThat(IdentityKind.PHONE.normalised(written)).isEqualTo(kept);
    }

    @Test
    void mailIsTheSameInCapitalsAndSpacesInNamesDoNotMatter() {
        assertThat(customers
                        .findOrAdd(" li  LEI ", null, "LiLei@Example.org", null)
                        .ref())
                .isEqualTo("C-1");
    }

    @Test
    void aPhoneWithAnotherNameIsAnotherPersonWhoIsFoundAgain() {
        Customer mother = customers.findOrAdd("Han Mei", "13800001234", null, null);
        assertThat(mother.ref()).isNotEqualTo("C-1");
        assertThat(customers.identities(mother.ref())).isEmpty();
        assertThat(customers.findOrAdd("Han Mei", "13800001234", null, null).ref())
                .isEqualTo(mother.ref());
        assertThat(customers.findOrAdd("Li Lei", "13800001234", null, null).ref())
                .isEqualTo("C-1");
        assertThat(customers.withPhone("+8613800001234"))
                .extracting(Customer::ref)
                .containsExactlyInAnyOrder("C-1", mother.ref());
    }

    @Test
    void theHiddenDigitsOfAPhoneAreNotFoundOutOneByOne() {
        customers.findOrAdd("Han Mei", "13856784321", null, null);
        for (String asked : new String[] {"4321", "56784321", "13856784321"}) {
            assertThat(customers.search(asked)).as(asked).isNotEmpty();
            assertThat(customers.withPhone(asked)).as(asked).isNotEmpty();
        }
        for (String asked : new String[] {"84321", "784321", "6784321"}) {
            assertThat(customers.search(asked)).as(asked).isEmpty();
            assertThat(customers.withPhone(asked)).as(asked).isEmpty();
            assertThat(new TicketFilter(null, null, null, null, asked).phoneEnd())
                    .as(asked)
                    .doesNotContain("%");
        }
    }

    @Test
    void aContactThatSomebodyOnlyClaimsIsNotAddedToAKnownCustomer() {
        customers.findOrAdd("Li Lei", "13800001234", "thief@example.org", null);
        assertThat(customers.require("C-1").email()).isEqualTo("lilei@example.org");
        assertThat(customers.owner(IdentityKind.MAIL, "thief@example.org")).isEmpty();
    }

    @Test
    void aChannelsAccountIsEnoughAlone() {
        Customer chatting = customers.findOrAdd("小雨", null, null, "WECHAT:oAbC1234");
        assertThat(customers.findOrAdd("Rain", null, null, "WECHAT:oAbC1234").ref())
                .isEqualTo(chatting.ref());
        assertThat(customers.findOrAdd("Rain", null, null, "WECHAT:oabc1234").ref())
                .isNotEqualTo(chatting.ref());
    }

    @Test
    void anAgentAddsAndRemovesWhatACustomerIsRecognisedBy() {
        customers.addIdentity("C-1", IdentityKind.PHONE, "+86 13911112222", "agent");
        assertThat(customers.findOrAdd("Li Lei", "13911112222", null, null).ref())
                .isEqualTo("C-1");
        Customer other = customers.findOrAdd("Han Mei", "13700000000", null, null);
        assertThat(refused(() -> customers.addIdentity(other.ref(), IdentityKind.PHONE, "13911112222", "agent")))
                .isEqualTo(ProblemType.RULE_REFUSES);
        assertThat(refused(() -> customers.addIdentity(other.ref(), IdentityKind.MAIL, "no mail", "agent")))
                .isEqualTo(ProblemType.INVALID_FIELDS);
        assertThat(refused(() -> customers.removeIdentity(other.ref(), IdentityKind.PHONE, "13911112222")))
                .isEqualTo(ProblemType.NOT_FOUND);
        customers.removeIdentity("C-1", IdentityKind.PHONE, "13911112222");
        assertThat(customers.owner(IdentityKind.PHONE, "13911112222")).isEmpty();
    }

    @Test
    void aMergedCustomerAnswersByHisOldReferenceAndAnUndoBringsBackJustWhatMoved() {
        Customer twice = customers.findOrAdd("李雷", "13911112222", "li@other.example", null);
        order("SO-1", "C-1");
        order("SO-2", twice.ref());
        ticket(TicketStatus.CLASSIFIED);
        ticket("261122-000002", TicketStatus.CLASSIFIED, "COMPLEX");
        jdbc.update("update ticket set customer_ref = ? where number = '261122-000002'", twice.ref());
        List<Object> before = belongings();

        merges.merge(twice.ref(), "C-1", "Same voice.", "agent");
        assertThat(customers.require(twice.ref()).ref()).isEqualTo("C-1");
        assertThat(customers.findOrAdd("李雷", "13911112222", null, null).ref()).isEqualTo("C-1");
        assertThat(tickets.numbersOf("C-1")).containsExactly("261122-000002", NUMBER);
        assertThat(tickets.numbersOf(twice.ref())).isEmpty();
        assertThat(customers.identities("C-1")).hasSize(4);

        merges.undo(twice.ref(), "It was his brother.", "desk-supervisor");
        assertThat(belongings()).isEqualTo(before);
        assertThat(customers.require(twice.ref()).name()).isEqualTo("李雷");
        assertThat(merges.of("C-1")).singleElement().satisfies(merge -> {
            assertThat(merge.undoneBy()).isEqualTo("desk-supervisor");
            assertThat(merge.reason()).isEqualTo("Same voice.");
        });
    }

    @Test
    void whatCameAfterAMergeStaysExceptTicketsAboutAnOrderThatGoesBack() {
        Customer twice = customers.findOrAdd("李雷", "13911112222", null, null);
        order("SO-2", twice.ref());
        merges.merge(twice.ref(), "C-1", "Same voice.", "agent");
        customers.addIdentity("C-1", IdentityKind.MAIL, "later@example.org", "agent");
        ticket(TicketStatus.CLASSIFIED);
        ticket("261122-000002", TicketStatus.CLASSIFIED, "COMPLEX");
        jdbc.update("update ticket set order_no = 'SO-2' where number = '261122-000002'");
        merges.undo(twice.ref(), "It was his brother.", "agent");
        assertThat(tickets.numbersOf("C-1")).containsExactly(NUMBER);
        assertThat(tickets.numbersOf(twice.ref())).containsExactly("261122-000002");
        assertThat(customers.owner(IdentityKind.MAIL, "later@example.org"))
                .hasValueSatisfying(owner -> assertThat(owner.ref()).isEqualTo("C-1"));
    }

    @Test
    void mergesAreUndoneInTheOrderInWhichTheyWereMade() {
        Customer second = customers.findOrAdd("Second", "13911112222", null, null);
        Customer third = customers.findOrAdd("Third", "13911113333", null, null);
        merges.merge(second.ref(), third.ref(), "One.", "agent");
        merges.merge(third.ref(), "C-1", "One.", "agent");
        assertThat(customers.require(second.ref()).ref()).isEqualTo("C-1");
        assertThat(refused(() -> merges.undo(second.ref(), "No.", "agent"))).isEqualTo(ProblemType.TOO_LATE);
        assertThat(refused(() -> merges.merge("C-1", second.ref(), "In a circle.", "agent")))
                .isEqualTo(ProblemType.TOO_LATE);
        assertThat(refused(() -> merges.merge(second.ref(), "C-1", "Twice.", "agent")))
                .isEqualTo(ProblemType.TOO_LATE);
        assertThat(refused(() -> merges.merge("C-1", "C-1", "Me.", "agent"))).isEqualTo(ProblemType.INVALID_FIELDS);
        assertThat(refused(() -> merges.merge("C-1", "C-404", "Whom?", "agent")))
                .isEqualTo(ProblemType.NOT_FOUND);
        merges.undo(third.ref(), "No.", "agent");
        merges.undo(second.ref(), "No.", "agent");
        assertThat(customers.identities(second.ref())).hasSize(1);
        assertThat(refused(() -> merges.undo(second.ref(), "Again.", "agent"))).isEqualTo(ProblemType.TOO_LATE);
    }

    @Test
    void whoIsForgottenIsForgottenWithEverybodyWhoWasMergedIntoHim() {
        Customer twice = customers.findOrAdd("李雷", "13911112222", null, null);
        merges.merge(twice.ref(), "C-1", "Same voice: 13911112222.", "agent");
        reveals.reveal("C-1", null, "Called him.", "agent");
        customers.anonymise("C-1");
        assertThat(jdbc.queryForObject("select count(*) from customer_identity", Integer.class))
                .isZero();
        assertThat(customers.row(twice.ref()).orElseThrow().phone()).isNull();
        assertThat(merges.of("C-1").get(0).reason()).isEqualTo("—");
        assertThat(jdbc.queryForList("select part_ref from customer_merge_part where kind = 'IDENTITY'"))
                .isEmpty();
        assertThat(reveals.of("C-1").get(0).reason()).isEqualTo("—");
        assertThat(refused(() -> merges.undo(twice.ref(), "No.", "agent"))).isEqualTo(ProblemType.RULE_REFUSES);
        assertThat(customers.findOrAdd("李雷", "13911112222", null, null).ref()).isNotIn("C-1", twice.ref());
    }

    @Test
    void duplicatesAreSuggestedByContactAndByNameWithPurchase() {
        Customer family = customers.findOrAdd("Han Mei", "13800001234", null, null);
        Customer namesake = customers.findOrAdd("Li Lei", "13911112222", null, null);
        assertThat(customers.duplicates("C-1"))
                .extracting(each -> each.customer().ref())
                .containsExactly(family.ref());
        order("SO-7", "C-1");
        ticket("261122-000002", TicketStatus.CLASSIFIED, "COMPLEX");
        jdbc.update(
                "update ticket set customer_ref = ?, description = 'About SO-7' where number = '261122-000002'",
                namesake.ref());
        assertThat(customers.duplicates("C-1"))
                .extracting(each -> each.customer().ref() + " " + each.why())
                .containsExactly(family.ref() + " CONTACT", namesake.ref() + " NAME_AND_ORDER");
    }

    @Test
    void everyLookAtAWholeNumberIsWrittenDownAndTooManyAreStopped() {
        assertThat(reveals.reveal("C-1", null, "Callback.", "agent").phone()).isEqualTo("13800001234");
        assertThat(refused(() -> reveals.reveal("C-1", null, " ", "agent"))).isEqualTo(ProblemType.INVALID_FIELDS);
        assertThat(refused(() -> reveals.reveal("C-1", null, "...", "agent"))).isEqualTo(ProblemType.INVALID_FIELDS);
        for (int look = 1; look < reveals.perHour(); look++) {
            reveals.reveal("C-1", null, "Callback " + look, "agent");
        }
        assertThat(refused(() -> reveals.reveal("C-1", null, "One more.", "agent")))
                .isEqualTo(ProblemType.TOO_MANY_REQUESTS);
        assertThat(reveals.of("C-1")).hasSize(reveals.perHour());
        reveals.reveal("C-1", null, "I may.", "agent2");
        clock.advance(Duration.ofHours(1));
        reveals.reveal("C-1", null, "An hour later.", "agent");
        assertThat(reveals.uses().get(0).times()).isEqualTo(reveals.perHour() + 1L);
    }

    private List<Object> belongings() {
        List<Object> all = new ArrayList<>();
        all.add(jdbc.queryForList("select number, customer_ref from ticket order by number"));
        all.add(jdbc.queryForList("select order_no, customer_ref from customer_order order by order_no"));
        all.add(jdbc.queryForList("select * from customer_identity order by kind, identity_value"));
        all.add(jdbc.queryForList("select * from customer order by ref"));
        return all;
    }

    private void order(String number, String ref) {
        customers.addOrder(new CustomerOrder(
                number, ref, "Kettle", null, new BigDecimal("89.00"), clock.instant(), clock.instant()));
    }

    private static ProblemType refused(Runnable action) {
        return Objects.requireNonNull(catchThrowableOfType(ProblemException.class, action::run), "not refused")
                .type();
    }
}
