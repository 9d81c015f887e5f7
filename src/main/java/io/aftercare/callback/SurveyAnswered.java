package io.aftercare.callback;

import io.aftercare.ticket.Ticket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A customer has said how the work of a round was, by call or link, inside the transaction that stores it;
 * {@code took} is how long he needed, where we know it (1-10).
 */
public record SurveyAnswered(
        Ticket ticket, SurveyAnswer answer, @Nullable Duration took) {}
