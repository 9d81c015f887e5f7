package io.aftercare.channel;

import java.util.Arrays;
import java.util.Optional;

/** What other systems can hear of; the word is part of the contract (src/docs/channels.md). */
public enum EventType {
    MESSAGE_TO_CUSTOMER("message.to_customer"),
    TICKET_CREATED("ticket.created"),
    TICKET_STATUS_CHANGED("ticket.status_changed"),
    TICKET_CLOSED("ticket.closed"),
    SURVEY_INVITED("survey.invited");

    private final String word;

    EventType(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    static Optional<EventType> of(String word) {
        return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }
}
