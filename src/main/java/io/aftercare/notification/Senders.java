package io.aftercare.notification;

import io.aftercare.security.Groups;
import io.aftercare.security.StaffDirectory;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.Timeline;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Knows of whom it is certain that he is the customer in whose name a ticket was opened (L14, S11): anybody can name
 * another's number and order in a form, and neither his link nor his chat may lead on to another ticket.
 */
@Service
@Transactional(readOnly = true)
public class Senders {

    private final ObjectProvider<ConversationWay> ways;
    private final ObjectProvider<MailThreads> threads;
    private final StaffDirectory staff;

    Senders(ObjectProvider<ConversationWay> ways, ObjectProvider<MailThreads> threads, StaffDirectory staff) {
        this.ways = ways;
        this.threads = threads;
        this.staff = staff;
    }

    /** One of the house took it in, or it came from an address or an account that the customer is known by. */
    public boolean isCertain(Ticket ticket) {
        if (!ticket.reportedBy().equals(Timeline.CUSTOMER)) {
            List<String> groups = staff.groups(ticket.reportedBy());
            return !groups.isEmpty() && !groups.contains(Groups.CHANNELS);
        }
        List<Boolean> said = said(ticket);
        return !said.isEmpty() && said.stream().allMatch(Boolean.TRUE::equals);
    }

    /** Somebody who is not known to be the customer is answered on this ticket where he wrote from. */
    public boolean talksWithStranger(Ticket ticket) {
        return said(ticket).contains(Boolean.FALSE);
    }

    /** Nothing more is said in the ticket's conversation until the transaction ends; before its row is locked. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void hold(String ticketNumber) {
        ways.forEach(way -> way.hold(ticketNumber));
    }

    /** The conversation goes on as that of the other ticket. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void handOn(String from, String to) {
        ways.forEach(way -> way.handOn(from, to));
    }

    private List<Boolean> said(Ticket ticket) {
        return Stream.concat(
                        ways.stream().map(way -> way.isHis(ticket)),
                        threads.stream().map(thread -> thread.isHis(ticket)))
                .flatMap(Optional::stream)
                .toList();
    }
}
