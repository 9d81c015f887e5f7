package io.aftercare.callback;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.solution.CompensationLine;
import io.aftercare.solution.Compensations;
import io.aftercare.solution.Solution;
import io.aftercare.solution.SolutionService;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineEntry;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Freezes what a closed ticket taught us (2-10): facts, cause, solutions, cost, story and whether it is worth an
 * article, as JSON. Names and contacts stay in the customer's row, so that forgetting him reaches them.
 */
@Component
class Archive {

    private final SolutionService solutions;
    private final Compensations compensations;
    private final Timeline timeline;
    private final ObjectMapper json;

    Archive(SolutionService solutions, Compensations compensations, Timeline timeline, ObjectMapper json) {
        this.solutions = solutions;
        this.compensations = compensations;
        this.timeline = timeline;
        this.json = json;
    }

    String snapshot(Ticket ticket, @Nullable SurveyAnswer answer) {
        List<CompensationLine> lines = compensations.of(ticket.number());
        Map<String, @Nullable Object> content = new LinkedHashMap<>();
        content.put("ticket", ticket);
        content.put("cause", ticket.rootCause());
        content.put("resolution", ticket.resolutionSummary());
        content.put("proposeArticle", ticket.proposeArticle());
        content.put(
                "solutions",
                solutions.all(ticket.number()).stream().map(Archive::solution).toList());
        content.put("compensations", lines.stream().map(Archive::line).toList());
        content.put("cost", money(cost(lines)));
        content.put("answer", answer);
        content.put(
                "timeline",
                timeline.of(ticket.number()).stream().map(Archive::entry).toList());
        try {
            return json.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The archive of ticket " + ticket.number() + " cannot be written", e);
        }
    }

    /** What the ticket cost in compensation: all lines that were not released. */
    static BigDecimal cost(List<CompensationLine> lines) {
        return lines.stream()
                .filter(line -> line.state() != CompensationLine.State.RELEASED)
                .map(CompensationLine::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Map<String, @Nullable Object> solution(Solution solution) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("version", solution.versionNo());
        values.put("state", solution.state());
        values.put("remedy", solution.remedy());
        values.put("steps", solution.steps());
        values.put("finding", solution.finding());
        values.put("priceToCustomer", money(solution.priceToCustomer()));
        values.put("outcome", solution.outcome());
        values.put("proposedBy", solution.proposedBy());
        values.put("proposedAt", solution.proposedAt());
        return values;
    }

    private static Map<String, @Nullable Object> line(CompensationLine line) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("kind", line.kind());
        values.put("nature", line.nature());
        values.put("amount", money(line.amount()));
        values.put("note", line.note());
        values.put("state", line.state());
        values.put("paidBy", line.paidBy());
        values.put("paidAt", line.paidAt());
        return values;
    }

    private static Map<String, @Nullable Object> entry(TimelineEntry entry) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("at", entry.at());
        values.put("kind", entry.kind());
        values.put("actor", entry.actor());
        values.put("text", entry.text());
        return values;
    }

    private static String money(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP).toPlainString();
    }
}
