package io.aftercare.conversation;

import io.aftercare.security.CurrentUser;
import io.aftercare.ticket.TicketService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tells who else is at a ticket, so that a customer does not get two answers (L15). In a table: nodes share it. */
@Service
@Transactional
public class Presence {

    private static final Duration TIDY_AFTER = Duration.ofHours(1);

    private final PresenceMapper presences;
    private final TicketService tickets;
    private final CurrentUser currentUser;
    private final ConversationProperties properties;
    private final Clock clock;

    Presence(
            PresenceMapper presences,
            TicketService tickets,
            CurrentUser currentUser,
            ConversationProperties properties,
            Clock clock) {
        this.presences = presences;
        this.tickets = tickets;
        this.currentUser = currentUser;
        this.properties = properties;
        this.clock = clock;
    }

    /** The caller is here, perhaps writing; who else is? Writers first. */
    public List<Present> here(String number, boolean writing) {
        String me = currentUser.id();
        Instant now = clock.instant();
        if (presences.touch(number, me, writing, now) == 0) {
            tickets.require(number);
            try {
                presences.insert(number, me, writing, now);
            } catch (DuplicateKeyException secondWindow) {
                presences.touch(number, me, writing, now);
            }
        }
        return presences.others(number, me, now.minus(properties.presentFor()));
    }

    void tidy() {
        presences.forget(clock.instant().minus(TIDY_AFTER));
    }
}
