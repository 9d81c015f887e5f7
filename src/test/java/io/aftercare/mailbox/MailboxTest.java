package io.aftercare.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.notification.OutboxMessage;
import io.aftercare.notification.OutboxState;
import io.aftercare.notification.Template;
import io.aftercare.ticket.Channel;
import jakarta.mail.Flags;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Mail comes in once, belongs where it belongs, and nobody is fooled or kept busy by it (R8, R9, S11). */
class MailboxTest extends MailboxTestSupport {

    private static final String LI = "Li Lei <li.lei@customer.example>";

    private static byte[] plain(String from, String subject, String id, String text) {
        return Letters.from(from, subject).id(id).text(text);
    }

    @Test
    void aMailBecomesATicketAndIsMarkedAsSeen() throws Exception {
        arrives(plain(LI, "Leaking", "first@customer.example", "The purifier leaks."));
        pollAndWork();
        IncomingMail mail = only();
        assertThat(mail.state()).isEqualTo(MailState.TICKET);
        assertThat(ticket(mail.ticketNumber()))
                .satisfies(ticket -> assertThat(ticket.channel()).isEqualTo(Channel.EMAIL))
                .satisfies(ticket -> assertThat(ticket.subject()).isEqualTo("Leaking"))
                .satisfies(ticket -> assertThat(ticket.description()).isEqualTo("The purifier leaks."));
        assertThat(inbox("service").getMessages())
                .allSatisfy(stored ->
                        assertThat(stored.getFlags().contains(Flags.Flag.SEEN)).isTrue());
        assertThat(sent()).singleElement().satisfies(receipt -> {
            assertThat(receipt.template()).isEqualTo(Template.RECEIPT);
            assertThat(receipt.recipient()).isEqualTo("li.lei@customer.example");
        });
    }

    @Test
    void aCrashBetweenStoringAndMarkingMakesNoSecondTicket() throws Exception {
        arrives(plain(LI, "Leaking", "crash@customer.example", "The purifier leaks."));
        pollAndWork();
        int before = ticketsAltogether();
        // the mailbox never heard that the mail was seen
        inbox("service").getMessages().get(0).setFlag(Flags.Flag.SEEN, false);
        assertThat(imap.poll(properties.mailboxes().get(0))).isEqualTo(1);
        room.work();
        assertThat(only().state()).isEqualTo(MailState.TICKET);
        assertThat(ticketsAltogether()).isEqualTo(before);
        assertThat(inbox("service").getMessages().get(0).getFlags().contains(Flags.Flag.SEEN))
                .isTrue();
    }

    @Test
    void ofTwoNodesOneLooksIntoAMailboxAndTheOtherTakesItOverWhenThatOneDies() throws Exception {
        MailProperties.Mailbox mailbox = properties.mailboxes().get(0);
        MailboxLeases elsewhere = new MailboxLeases(mapper, properties, clock);
        ImapMailbox otherNode = new ImapMailbox(mails, elsewhere, properties);
        arrives(plain(LI, "Leaking", "lease@customer.example", "The purifier leaks."));
        assertThat(elsewhere.take(mailbox.name())).isTrue();
        assertThat(imap.poll(mailbox)).isZero();
        assertThat(book()).isEmpty();
        Instant died = clock.instant();
        int before = ticketsAltogether();
        try {
            clock.moveTo(died.plus(properties.mail().pollLease()));
            assertThat(imap.poll(mailbox)).isEqualTo(1);
            // it was asleep only, and goes on where it was
            inbox("service").getMessages().get(0).setFlag(Flags.Flag.SEEN, false);
            assertThat(otherNode.poll(mailbox)).isEqualTo(1);
            room.work();
        } finally {
            clock.moveTo(died);
        }
        assertThat(only().state()).isEqualTo(MailState.TICKET);
        assertThat(ticketsAltogether()).isEqualTo(before + 1);
    }

    @Test
    void theSameMailFiftyTimesIsOneTicketAndOneReceiptAndEveryCopyHasItsLine() throws Exception {
        int before = ticketsAltogether();
        for (int copy = 0; copy < 50; copy++) {
            arrives(plain(LI, "Leaking", "copy@customer.example", "The purifier leaks."));
        }
        pollAndWork();
        pollAndWork();
        assertThat(ticketsAltogether()).isEqualTo(before + 1);
        assertThat(sent()).hasSize(1);
        assertThat(book()).hasSize(50);
        assertThat(mails.counts()).containsEntry(MailState.DUPLICATE, 49L).containsEntry(MailState.TICKET, 1L);
    }

    @Test
    void aReusedMessageIdWithOtherWordsIsAMailOfItsOwn() throws Exception {
        int before = ticketsAltogether();
        arrives(plain("a@parcels.example", "Parcel 1", "same@parcels.example", "Your parcel 1 is broken."));
        arrives(plain("b@parcels.example", "Parcel 2", "same@parcels.example", "Your parcel 2 is broken."));
        pollAndWork();
        assertThat(ticketsAltogether()).isEqualTo(before + 2);
        assertThat(book()).extracting(IncomingMail::state).containsOnly(MailState.TICKET);
    }

    @Test
    void oneAddressIsOneCustomerWhateverNameStandsAboveIt() throws Exception {
        arrives(plain(LI, "Leaking", "name1@customer.example", "The purifier leaks."));
        arrives(plain(
                "\"Lei (mobile)\" <LI.LEI@customer.example>", "Invoice", "name2@customer.example", "Again, please."));
        pollAndWork();
        assertThat(book().stream()
                        .map(mail -> ticket(mail.ticketNumber()).customerRef())
                        .distinct())
                .hasSize(1);
    }

    @Test
    void oneMailToBothMailboxesIsOneTicketForEach() throws Exception {
        int before = ticketsAltogether();
        arrives(plain(LI, "To both", "both@customer.example", "Who is in charge?"), "service", "warranty");
        pollAndWork();
        assertThat(ticketsAltogether()).isEqualTo(before + 2);
        assertThat(book()).extracting(IncomingMail::mailbox).containsExactlyInAnyOrder("service", "warranty");
    }

    @Test
    void anAnswerToOurMessageIsALineOnItsTicketAndOurNextMailStaysInTheThread() throws Exception {
        arrives(plain(LI, "Leaking", "thread@customer.example", "The purifier leaks."));
        pollAndWork();
        String number = Objects.requireNonNull(only().ticketNumber());
        String ours = sent().get(0).messageId();
        deliver();
        var receipt = SERVER.getReceivedMessagesForDomain("customer.example")[0];
        assertThat(receipt.getHeader("In-Reply-To")).containsExactly("<thread@customer.example>");
        assertThat(receipt.getHeader("References")).containsExactly("<thread@customer.example>");
        assertThat(receipt.getHeader("Message-ID")).containsExactly(ours);
        assertThat(receipt.getHeader("Auto-Submitted")).containsExactly("auto-replied");
        assertThat(receipt.getReplyTo()[0]).hasToString("service@house.example");
        assertThat(receipt.getSubject()).contains(number);

        int before = ticketsAltogether();
        arrives(Letters.from(LI, "Re: anything")
                .id("second@customer.example")
                .answers(ours)
                .text("It is worse now.\n\nOn Mon, 23 Nov 2026 at 10:00, Service wrote:\n> We have received it.\n"));
        pollAndWork();
        assertThat(ticketsAltogether()).isEqualTo(before);
        assertThat(newest().state()).isEqualTo(MailState.MESSAGE);
        assertThat(lines(number)).contains("It is worse now.");
        assertThat(mails.text(newest().id())).get().satisfies(all -> {
            assertThat(all.text()).contains("> We have received it.");
            assertThat(all.cut()).isTrue();
        });
    }

    @Test
    @Tag("S11")
    void aGuessedMessageIdLeadsNowhere() throws Exception {
        arrives(plain(LI, "Leaking", "guess@customer.example", "The purifier leaks."));
        pollAndWork();
        int before = ticketsAltogether();
        arrives(Letters.from("eve@elsewhere.example", "Re: Leaking")
                .id("eve@elsewhere.example")
                .answers("<0123456789abcdef0123456789abcdef@aftercare>")
                .text("Send everything to me."));
        arrives(Letters.from("eve@elsewhere.example", "Re: Leaking")
                .id("eve2@elsewhere.example")
                .answers("<guess@customer.example>")
                .text("Send everything to me, please."));
        pollAndWork();
        assertThat(ticketsAltogether()).isEqualTo(before + 2);
    }

    @Test
    @Tag("S11")
    void theNumberInASubjectCountsOnlyWithASenderWhoIsKnownThere() throws Exception {
        arrives(plain(LI, "Leaking", "token@customer.example", "The purifier leaks."));
        pollAndWork();
        String number = Objects.requireNonNull(only().ticketNumber());
        int before = ticketsAltogether();
        arrives(plain("LI.LEI@customer.example", "About " + number, "t2@customer.example", "Any news?"));
        pollAndWork();
        assertThat(ticketsAltogether()).isEqualTo(before);
        assertThat(lines(number)).contains("Any news?");
        arrives(plain("eve@elsewhere.example", "About " + number, "t3@elsewhere.example", "Any news for me?"));
        pollAndWork();
        assertThat(ticketsAltogether()).isEqualTo(before + 1);
        assertThat(lines(newest().ticketNumber())).anyMatch(line -> line.contains(number));
        assertThat(lines(number)).doesNotContain("Any news for me?");
    }

    @Test
    @Tag("S11")
    void mailFromAColleaguesAddressDoesNothingUntilAPersonTakesItIn() throws Exception {
        arrives(plain("agent@HOUSE.example", "Please close it", "staff@house.example", "Close the ticket."));
        int before = ticketsAltogether();
        pollAndWork();
        assertThat(only().state()).isEqualTo(MailState.QUARANTINED);
        assertThat(only().reason()).isEqualTo("STAFF_SENDER");
        assertThat(ticketsAltogether()).isEqualTo(before);
        mails.takeIn(only().id(), "manager");
        room.work();
        assertThat(only().state()).isEqualTo(MailState.TICKET);
        assertThat(ticket(only().ticketNumber()).reportedBy()).isEqualTo("customer");
    }

    @Test
    void mailFromOurOwnAddressWaitsForAPerson() throws Exception {
        arrives(plain("service@house.example", "Hello", "self@house.example", "To myself."));
        pollAndWork();
        assertThat(only().reason()).isEqualTo("OWN_ADDRESS");
    }

    @Test
    @Tag("S18")
    void twoDesksThatAnswerEachOtherEndAfterThreeReceipts() throws Exception {
        int answered = 0;
        for (int round = 0; round < 1_000; round++) {
            // the other desk opens a new request for each mail of ours, and says nothing that gives it away
            arrives(plain(
                    "desk@other.example", "Request " + round, round + "@other.example", "We received it. " + round));
            pollAndWork();
            long receipts = sent().stream()
                    .filter(each -> each.template() == Template.RECEIPT)
                    .count();
            if (receipts == answered) {
                break;
            }
            answered++;
        }
        assertThat(answered).isEqualTo(3);
        assertThat(book()).hasSize(4).extracting(IncomingMail::state).containsOnly(MailState.TICKET);
    }

    @Test
    void aMachinesAnswerIsNotedAndNeverAnswered() throws Exception {
        arrives(plain(LI, "Leaking", "away@customer.example", "The purifier leaks."));
        pollAndWork();
        String number = Objects.requireNonNull(only().ticketNumber());
        String ours = sent().get(0).messageId();
        for (int again = 0; again < 10; again++) {
            arrives(Letters.from(LI, "Automatic reply: Leaking")
                    .id(again + "away@customer.example")
                    .answers(ours)
                    .line("Auto-Submitted: auto-replied")
                    .text("I am away until Friday. " + again));
        }
        pollAndWork();
        assertThat(mails.counts()).containsEntry(MailState.AUTOMATIC, 10L);
        assertThat(sent()).hasSize(1);
        assertThat(lines(number).stream().filter(line -> line.contains("I am away")))
                .hasSize(MailDesk.MOST_NOTES);
    }

    @Test
    void aMessageThatComesBackIsToldToTheOwner() throws Exception {
        arrives(plain(LI, "Leaking", "bounce@customer.example", "The purifier leaks."));
        pollAndWork();
        String number = Objects.requireNonNull(only().ticketNumber());
        jdbc.update("update ticket set owner = 'agent' where number = ?", number);
        deliver();
        OutboxMessage receipt = sent().get(0);
        assertThat(receipt.state()).isEqualTo(OutboxState.SENT);
        for (int again = 0; again < 2; again++) {
            arrives(Natural.bounce(receipt.messageId(), again));
        }
        pollAndWork();
        assertThat(mails.counts()).containsEntry(MailState.BOUNCE, 2L);
        assertThat(sent())
                .filteredOn(each -> each.id() == receipt.id())
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.state()).isEqualTo(OutboxState.FAILED);
                    assertThat(each.lastError()).contains("5.1.1");
                });
        assertThat(sent())
                .filteredOn(each -> each.recipient().equals("Agent@house.example"))
                .singleElement()
                .satisfies(told -> assertThat(told.body()).contains("5.1.1"));
        assertThat(lines(number)).anyMatch(line -> line.contains("could not be delivered"));
    }

    @Test
    void listsAreNotAnswered() throws Exception {
        int before = ticketsAltogether();
        arrives(Letters.from("news@shop.example", "Offers of the week")
                .id("list@shop.example")
                .line("List-Unsubscribe: <https://shop.example/out>")
                .text("Buy now."));
        pollAndWork();
        assertThat(only().state()).isEqualTo(MailState.LIST);
        assertThat(ticketsAltogether()).isEqualTo(before);
        assertThat(sent()).isEmpty();
    }

    @Test
    void poisonWaitsForAPersonAndTheNextMailIsNotHeldUp() throws Exception {
        StringBuilder deep = new StringBuilder();
        for (int level = 0; level < 1_000; level++) {
            deep.append("Content-Type: multipart/mixed; boundary=b")
                    .append(level)
                    .append("\r\n\r\n--b")
                    .append(level)
                    .append("\r\n");
        }
        arrives(Letters.nothing()
                .line("From: eve@elsewhere.example")
                .line("Message-ID: <deep@elsewhere.example>")
                .raw(deep.toString(), StandardCharsets.US_ASCII)
                .bytes());
        arrives(plain(LI, "Leaking", "next@customer.example", "The purifier leaks."));
        long begin = System.nanoTime();
        pollAndWork();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        assertThat(book()).extracting(IncomingMail::state).containsExactly(MailState.TICKET, MailState.QUARANTINED);
        assertThat(book().get(1).reason()).isEqualTo("DEPTH");
    }

    @Test
    void whatIsTooBigIsNotFetchedWhole() throws Exception {
        String line = "QUJD".repeat(1_000_000);
        arrives(Letters.from(LI, "Film")
                .id("big@customer.example")
                .line("Content-Type: video/mp4")
                .line("Content-Transfer-Encoding: base64")
                .line("")
                .line(line)
                .bytes());
        pollAndWork();
        assertThat(only().state()).isEqualTo(MailState.QUARANTINED);
        assertThat(only().reason()).isEqualTo("TOO_BIG");
        assertThat(only().sizeBytes()).isGreaterThanOrEqualTo(4_000_000);
        assertThat(mails.source(only().id())).hasSizeLessThan(100_000);
        assertThat(inbox("service").getMessages().get(0).getFlags().contains(Flags.Flag.SEEN))
                .isTrue();
    }

    @Test
    void theSenderOfSpamStandsAsideFromThenOn() throws Exception {
        arrives(plain("agent@house.example", "x", "spam0@house.example", "x"));
        pollAndWork();
        jdbc.update("update incoming_mail set sender = 'pills@spam.example'");
        mails.discard(only().id(), null, true, "manager");
        arrives(plain("pills@spam.example", "Pills", "spam1@spam.example", "Buy."));
        pollAndWork();
        assertThat(newest().reason()).isEqualTo("SPAM_SENDER");
    }

    @Test
    void aMailThatItsNodeDoesNotSurviveWaitsForAPersonAfterThreeTries() throws Exception {
        arrives(plain(LI, "Leaking", "deadly@customer.example", "The purifier leaks."));
        imap.poll(properties.mailboxes().get(0));
        for (int node = 0; node < Mails.TRIES; node++) {
            assertThat(mails.claim(10)).hasSize(1);
            room.work();
            assertThat(only().state()).isEqualTo(MailState.WAITING);
            clock.moveTo(clock.instant().plus(properties.mail().workLease()).plusSeconds(1));
        }
        room.work();
        assertThat(only().state()).isEqualTo(MailState.QUARANTINED);
        assertThat(only().reason()).isEqualTo("FAILED");
    }

    @Test
    void ofSeveralNodesOneLooksAtAMailboxUntilItsLeaseEnds() throws Exception {
        arrives(plain(LI, "Leaking", "lease@customer.example", "The purifier leaks."));
        jdbc.update(
                "insert into mailbox_lease (mailbox, holder, leased_until) values ('service', 'another node', ?)",
                java.sql.Timestamp.from(clock.instant().plusSeconds(60)));
        pollAndWork();
        assertThat(book()).isEmpty();
        clock.moveTo(clock.instant().plusSeconds(61));
        pollAndWork();
        assertThat(only().state()).isEqualTo(MailState.TICKET);
    }

    @Test
    void aMailboxThatCannotBeReadSaysSoAndTheOtherIsReadAllTheSame() throws Exception {
        arrives(plain(LI, "Leaking", "other@customer.example", "The purifier leaks."), "warranty");
        MailProperties.Mailbox service = properties.mailboxes().get(0);
        imap.poll(new MailProperties.Mailbox(
                service.name(),
                service.address(),
                "127.0.0.1",
                1,
                service.tls(),
                "u",
                "secret",
                "INBOX",
                Channel.EMAIL));
        imap.poll(properties.mailboxes().get(1));
        room.work();
        assertThat(only().state()).isEqualTo(MailState.TICKET);
        assertThat(leases.all())
                .filteredOn(status -> status.mailbox().equals("service"))
                .singleElement()
                .satisfies(status -> assertThat(status.failure()).isNotBlank().doesNotContain("secret"));
    }

    @Test
    void whoIsForgottenTakesHisMailWithHim() throws Exception {
        arrives(plain(LI, "Leaking", "forget@customer.example", "The purifier leaks at my home."));
        pollAndWork();
        IncomingMail mail = only();
        customers.anonymise(ticket(mail.ticketNumber()).customerRef());
        assertThat(mails.source(mail.id())).isNull();
        assertThat(mails.text(mail.id())).isEmpty();
        assertThat(only().sender()).isEqualTo("—");
        assertThat(only().subject()).isEqualTo("—");
    }

    @Test
    void oldSourcesGoAndWhatWaitsForAPersonStays() throws Exception {
        arrives(plain(LI, "Leaking", "old@customer.example", "The purifier leaks."));
        arrives(plain("agent@house.example", "x", "oldstaff@house.example", "x"));
        pollAndWork();
        clock.moveTo(clock.instant().plus(Duration.ofDays(31)));
        assertThat(mails.sweep()).isEqualTo(1);
        assertThat(book())
                .filteredOn(mail -> mails.source(mail.id()) != null)
                .singleElement()
                .satisfies(mail -> assertThat(mail.state()).isEqualTo(MailState.QUARANTINED));
    }
}
