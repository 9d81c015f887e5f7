package io.aftercare.solution;

import io.aftercare.entitlement.Entitlement;
import io.aftercare.entitlement.EntitlementService;
import io.aftercare.entitlement.EntitlementWords;
import io.aftercare.notification.Glossary;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.ticket.Ticket;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Only what the table gives may be called an entitlement (E-01): goodwill in its clothes would need no signature. */
@Component
class EntitlementCheck {

    private final EntitlementService entitlements;
    private final EntitlementWords words;
    private final Glossary glossary;

    EntitlementCheck(EntitlementService entitlements, EntitlementWords words, Glossary glossary) {
        this.entitlements = entitlements;
        this.words = words;
        this.glossary = glossary;
    }

    /**
     * The basis of each draft, in their order; refuses one that is called an entitlement and is none.
     *
     * @param already entitlement that counts for ticket and order so far
     */
    List<Basis> require(
            Ticket ticket, @Nullable String finding, List<CompensationLine.Draft> drafts, BigDecimal already) {
        if (drafts.stream().noneMatch(draft -> draft.nature() == CompensationLine.Nature.ENTITLEMENT)) {
            return drafts.stream().map(draft -> Basis.NONE).toList();
        }
        Entitlement given = entitlements.of(ticket, finding);
        BigDecimal sum = drafts.stream()
                .filter(draft -> draft.nature() == CompensationLine.Nature.ENTITLEMENT)
                .map(CompensationLine.Draft::amount)
                .reduce(already, BigDecimal::add);
        return drafts.stream()
                .map(draft -> draft.nature() == CompensationLine.Nature.ENTITLEMENT
                        ? basis(given, draft.kind(), sum)
                        : Basis.NONE)
                .toList();
    }

    /** The basis as the table sees it now, for each line that is called an entitlement; refuses what ended. */
    Map<CompensationLine, Granted> confirm(Ticket ticket, @Nullable String finding, List<CompensationLine> lines) {
        Map<CompensationLine, Granted> confirmed = new LinkedHashMap<>();
        List<CompensationLine> called = lines.stream()
                .filter(line -> line.nature() == CompensationLine.Nature.ENTITLEMENT)
                .toList();
        if (!called.isEmpty()) {
            Entitlement given = entitlements.of(ticket, finding);
            for (CompensationLine line : called) {
                Entitlement.Grant grant = given.forKind(line.kind().name())
                        .orElseThrow(() -> new ProblemException(
                                ProblemType.RULE_REFUSES,
                                "problem.entitlement-ended",
                                glossary.word(line.kind()),
                                Integer.toString(given.ruleVersion())));
                confirmed.put(line, new Granted(grant.basis(), given.ruleVersion()));
            }
        }
        return confirmed;
    }

    private Basis basis(Entitlement given, CompensationLine.Kind kind, BigDecimal sum) {
        Locale reader = LocaleContextHolder.getLocale();
        String version = Integer.toString(given.ruleVersion());
        if (!given.isGiven()) {
            throw new ProblemException(
                    ProblemType.RULE_REFUSES,
                    "problem.no-entitlement",
                    glossary.word(kind),
                    words.reason(given, reader),
                    version);
        }
        Entitlement.Grant grant = given.forKind(kind.name())
                .orElseThrow(() -> new ProblemException(
                        ProblemType.RULE_REFUSES,
                        "problem.no-entitlement-kind",
                        glossary.word(kind),
                        words.basis(given.grants().get(0).basis(), reader),
                        version,
                        words.kinds(given.grants().get(0), reader)));
        BigDecimal limit = grant.limit();
        if (limit != null && sum.compareTo(limit) > 0) {
            throw new ProblemException(
                    ProblemType.RULE_REFUSES,
                    "problem.entitlement-limit",
                    sum.toPlainString(),
                    words.basis(grant.basis(), reader),
                    version,
                    limit.toPlainString());
        }
        return new Basis(grant.basis(), given.ruleVersion());
    }

    /** What a line rests on when it is proposed; nothing for goodwill. */
    record Basis(@Nullable String basis, @Nullable Integer version) {
        static final Basis NONE = new Basis(null, null);
    }

    /** What a line rests on when it is approved. */
    record Granted(String basis, int version) {}
}
