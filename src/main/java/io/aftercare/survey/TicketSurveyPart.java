package io.aftercare.survey;

import io.aftercare.desk.TicketPagePart;
import io.aftercare.desk.Words;
import io.aftercare.survey.SurveyMapper.TicketAnswerRow;
import io.aftercare.ticket.Ticket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the customer said about each round of work, on the ticket's page. */
@Component
class TicketSurveyPart implements TicketPagePart {

    private final SurveyResults results;

    TicketSurveyPart(SurveyResults results) {
        this.results = results;
    }

    @Override
    public String template() {
        return "survey/ticket";
    }

    @Override
    public Optional<Object> of(Ticket ticket, Words words) {
        List<Round> rounds = results.ofTicket(ticket.number()).stream()
                .map(row -> Round.of(row, words))
                .toList();
        return rounds.isEmpty()
                ? Optional.empty()
                : Optional.of(new Part(
                        rounds, results.ofTicket(ticket.number()).stream().anyMatch(TicketAnswerRow::isLeftOut)));
    }

    record Part(List<Round> rounds, boolean flagged) {}

    record Round(
            String title,
            String facts,
            List<String> flags,
            List<Fact> marks,
            @Nullable String suggestion) {

        static Round of(TicketAnswerRow row, Words words) {
            List<String> facts = new ArrayList<>();
            facts.add(words.text("survey.source." + row.source()));
            facts.add(words.moment(row.answeredAt()));
            facts.add(words.person(row.answeredBy()));
            Integer seconds = row.durationSeconds();
            if (seconds != null) {
                facts.add(words.text("survey.seconds", String.valueOf(seconds)));
            }
            List<Fact> marks = new ArrayList<>();
            marks.add(new Fact(
                    words.text("survey.mark.resolved"),
                    words.text(row.resolved() ? "survey.yes" : "survey.no"),
                    row.resolved() ? null : "bad"));
            marks.add(mark("overall", row.overall(), words));
            marks.add(mark("speed", row.speed(), words));
            marks.add(mark("effect", row.effect(), words));
            marks.add(mark("attitude", row.attitude(), words));
            Integer recommend = row.recommend();
            if (recommend != null) {
                marks.add(Fact.plain(words.text("survey.mark.recommend"), recommend + "/10"));
            }
            return new Round(
                    words.text("survey.round", String.valueOf(row.roundNo())),
                    String.join(" · ", facts),
                    ResultsPage.flags(row.sameScore(), row.tooFast(), row.duplicate(), row.workedOnIt(), words),
                    marks,
                    row.suggestion());
        }

        private static Fact mark(String what, int mark, Words words) {
            return new Fact(words.text("survey.mark." + what), mark + "/5", mark < 3 ? "bad" : null);
        }
    }
}
