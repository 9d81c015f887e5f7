package io.aftercare.portal;

import io.aftercare.attachment.Attachment;
import io.aftercare.attachment.Attachments;
import io.aftercare.confirmation.ConfirmationService;
import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineEntry;
import io.aftercare.ticket.TimelineKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What a customer says on his page together with the files that he shows (4-15, E-04): both are stored, or none. */
@Service
@Transactional
public class CustomerReplies {

    private final ConfirmationService confirmation;
    private final Attachments attachments;
    private final TicketService tickets;
    private final Timeline timeline;

    CustomerReplies(
            ConfirmationService confirmation, Attachments attachments, TicketService tickets, Timeline timeline) {
        this.confirmation = confirmation;
        this.attachments = attachments;
        this.tickets = tickets;
        this.timeline = timeline;
    }

    /** He wrote or sent files, or both; the number of the new ticket when that goes on there. */
    public Optional<String> message(String number, @Nullable String text, List<String> files, boolean consents) {
        if (files.isEmpty()) {
            return confirmation.messageFromCustomer(number, text);
        }
        boolean silent = text == null || Checks.isBlank(text);
        String words = silent ? names(files) : Checks.text("text", text, ConfirmationService.MAX_TEXT);
        consent(number, consents);
        ConfirmationService.Heard heard = confirmation.hear(number, words);
        attachments.attach(heard.ticketNumber(), heard.timelineEntryId(), files, true);
        return heard.ticketNumber().equals(number) ? Optional.empty() : Optional.of(heard.ticketNumber());
    }

    /** It is not solved, and he shows what is wrong. */
    public void dispute(String number, @Nullable String reason, List<String> files, boolean consents) {
        confirmation.disputeByCustomer(number, reason);
        if (!files.isEmpty()) {
            consent(number, consents);
            attachments.attach(number, last(number, TimelineKind.DISPUTED), files, true);
        }
    }

    /** It is solved; with his signature, if he gave one. */
    public void confirm(String number, Optional<String> signature) {
        confirmation.confirmByCustomer(number);
        signature.ifPresent(
                file -> attachments.attach(number, last(number, TimelineKind.CONFIRMED), List.of(file), true));
    }

    /** Asked once for each request; without it no file of his is kept. */
    @Transactional(readOnly = true)
    public void refuseWithoutConsent(String number, boolean consents) {
        if (!consents && !consented(number)) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "portal.consent.missing");
        }
    }

    private void consent(String number, boolean consents) {
        // of two clicks at once one waits, and finds the other's consent
        tickets.lock(number);
        refuseWithoutConsent(number, consents);
        if (!consented(number)) {
            timeline.addVisible(number, TimelineKind.CONSENTED, Timeline.CUSTOMER, null);
        }
    }

    /** On this ticket, or on one that is part of it now. */
    private boolean consented(String number) {
        return tickets.withMerged(number).stream()
                .flatMap(each -> timeline.of(each).stream())
                .anyMatch(entry -> entry.kind() == TimelineKind.CONSENTED);
    }

    private long last(String number, TimelineKind kind) {
        return timeline.of(number).stream()
                .filter(entry -> entry.kind() == kind)
                .mapToLong(TimelineEntry::id)
                .max()
                .orElseThrow();
    }

    private String names(List<String> files) {
        return attachments.all(files).stream().map(Attachment::name).collect(Collectors.joining(", "));
    }
}
