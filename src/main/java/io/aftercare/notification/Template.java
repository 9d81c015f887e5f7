package io.aftercare.notification;

import java.util.List;

/**
 * The messages that leave the house, each with the facts that its text may tell; texts in
 * {@code messages/mail.properties} and {@code messages/mail_zh.properties}. Name, ticket number, link and who is in
 * charge are in every message.
 */
public enum Template {
    RECEIPT,
    ANSWER("answer"),
    PLAN("remedy", "steps", "expectedAt", "contact", "price", "canObject"),
    PROGRESS("message"),
    OBSTACLE("reason", "newDate", "alternative", "message"),
    ASK_CONFIRMATION("outcome"),
    SURVEY("endsAt", "invitation"),
    SURVEY_WAVE("title", "endsAt", "invitation"),
    THANKS,
    REMINDER("closesAt"),
    CANCELLED("reason"),
    REOPENED,
    MERGED("from", "into"),
    MESSAGE("text"),
    ABSENCE_ENTERED("substitute", "by", "from", "until"),
    SUBSTITUTE("absent", "from", "until"),
    PRIVACY_LATE("dueAt", "level"),
    COUPON("code", "amount"),
    FOREIGN_CASE("channel", "externalNumber", "dueAt"),
    ESCALATION("clock", "dueAt", "task", "level"),
    DEADLINE("clock", "dueAt", "task", "level"),
    FEEDBACK_RECEIVED("feedback"),
    FEEDBACK_ANSWERED("feedback", "answer", "reason"),
    FEEDBACK_DUE("feedback", "clock", "dueAt", "level"),
    INCIDENTS_WAIT("count"),
    MAIL_WAITS("count"),
    /** No letter: an event for another system, in JSON. */
    EVENT;

    private final List<String> facts;

    Template(String... facts) {
        this.facts = List.of(facts);
    }

    /** Names of the facts; one that is not given is empty, and a line that would tell nothing else is left out. */
    public List<String> facts() {
        return facts;
    }
}
