package io.aftercare.entitlement;

import io.aftercare.customer.CustomerOrder;
import io.aftercare.customer.OrderDirectory;
import io.aftercare.decision.DecisionTables;
import io.aftercare.ticket.Category;
import io.aftercare.ticket.Ticket;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Asks the table {@code entitlement} what a customer may demand (E-01). */
@Service
@Transactional(readOnly = true)
public class EntitlementService {

    private static final String TABLE = "entitlement";

    private final DecisionTables decisions;
    private final OrderDirectory orders;
    private final ZoneId zone;

    EntitlementService(DecisionTables decisions, OrderDirectory orders, @Value("${aftercare.zone}") ZoneId zone) {
        this.decisions = decisions;
        this.orders = orders;
        this.zone = zone;
    }

    /** What holds for this ticket with this finding; without an order nothing can be proven. */
    public Entitlement of(Ticket ticket, @Nullable String finding) {
        CustomerOrder order =
                ticket.orderNo() == null ? null : orders.find(ticket.orderNo()).orElse(null);
        Integer purchased = order == null ? null : days(order.purchasedAt(), ticket.receivedAt());
        Integer delivered = order == null ? null : days(order.deliveredAt(), ticket.receivedAt());
        Category category = ticket.category();
        Map<String, @Nullable Object> inputs = new HashMap<>();
        inputs.put("ordered", order != null);
        inputs.put("category", category == null ? null : category.name());
        inputs.put("daysSinceDelivery", delivered);
        inputs.put("daysSincePurchase", purchased);
        inputs.put("product", order == null ? "" : order.product());
        inputs.put("finding", Objects.requireNonNullElse(finding, ""));
        inputs.put("paid", order == null ? null : order.paidAmount());
        DecisionTables.Decided decided = decisions.evaluate(TABLE, inputs);
        List<Entitlement.Grant> grants = decided.rules().stream()
                .map(EntitlementService::grant)
                .filter(grant -> !grant.basis().isEmpty() && !grant.kinds().isEmpty())
                .distinct()
                .toList();
        return new Entitlement(order != null, purchased, delivered, grants, decided.version());
    }

    private @Nullable Integer days(@Nullable Instant from, Instant to) {
        return from == null ? null : Math.toIntExact(Math.max(ChronoUnit.DAYS.between(day(from), day(to)), 0));
    }

    private LocalDate day(Instant instant) {
        return instant.atZone(zone).toLocalDate();
    }

    private static Entitlement.Grant grant(Map<String, Object> rule) {
        String basis = text(rule.get("basis"));
        List<String> kinds = Arrays.stream(text(rule.get("kinds")).split(","))
                .map(String::strip)
                .filter(kind -> !kind.isEmpty())
                .toList();
        String limit = text(rule.get("limit"));
        String reason = text(rule.get("reason"));
        return new Entitlement.Grant(
                basis,
                kinds,
                limit.isEmpty() ? null : new BigDecimal(limit).setScale(2, RoundingMode.DOWN),
                reason.isEmpty() ? basis : reason);
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString().strip();
    }
}
