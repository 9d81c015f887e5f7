package io.aftercare.conversation;

import io.aftercare.customer.CustomerOrder;
import io.aftercare.customer.Customers;
import io.aftercare.customer.OrderDirectory;
import io.aftercare.notification.Languages;
import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.CurrentUser;
import io.aftercare.security.StaffDirectory;
import io.aftercare.ticket.Mood;
import io.aftercare.ticket.Ticket;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Texts that are written often; gaps are filled once and what fills them is never read again (S17). */
@Service
@Transactional
public class CannedReplies {

    private static final int LONGEST_TEXT = 4_000;
    private static final Pattern GAP = Pattern.compile("\\{(customer|number|owner|product)}");

    private final CannedReplyMapper replies;
    private final Customers customers;
    private final OrderDirectory orders;
    private final StaffDirectory staff;
    private final Languages languages;
    private final CurrentUser currentUser;
    private final Clock clock;

    CannedReplies(
            CannedReplyMapper replies,
            Customers customers,
            OrderDirectory orders,
            StaffDirectory staff,
            Languages languages,
            CurrentUser currentUser,
            Clock clock) {
        this.replies = replies;
        this.customers = customers;
        this.orders = orders;
        this.staff = staff;
        this.languages = languages;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<CannedReply> all() {
        return replies.findAll();
    }

    @Transactional(readOnly = true)
    public CannedReply require(long id) {
        return replies.find(id)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "conversation.reply-unknown"));
    }

    /** A text ready for this ticket's customer, in the language that the house writes to him. */
    public record Filled(String shortcut, CannedReply reply, boolean forHisMood, String text) {}

    /** For this ticket; scripts for the customer's mood first, those for another mood not at all. */
    @Transactional(readOnly = true)
    public List<Filled> forTicket(Ticket ticket) {
        Map<String, String> gaps = Map.of(
                "customer", customers.require(ticket.customerRef()).name(),
                "number", ticket.number(),
                "owner", nameOf(ticket.owner()),
                "product", product(ticket));
        return replies.findAll().stream()
                .filter(reply -> reply.mood() == null || reply.mood() == ticket.mood())
                .sorted(Comparator.comparing((CannedReply reply) -> reply.mood() == null))
                .map(reply -> new Filled(
                        reply.shortcut(), reply, reply.mood() != null, fill(reply.text(languages.house()), gaps)))
                .toList();
    }

    /** Adds one, or changes the one with this id. */
    public void save(
            @Nullable Long id,
            @Nullable String shortcut,
            @Nullable Mood mood,
            @Nullable String titleEn,
            @Nullable String titleZh,
            @Nullable String textEn,
            @Nullable String textZh) {
        new Checks()
                .required("shortcut", shortcut)
                .that(
                        shortcut == null || shortcut.isBlank() || shortcut.matches("[\\p{L}\\p{N}-]{1,40}"),
                        "shortcut",
                        "conversation.shortcut-shape")
                .required("titleEn", titleEn)
                .atMost("titleEn", titleEn, 120)
                .required("titleZh", titleZh)
                .atMost("titleZh", titleZh, 120)
                .required("textEn", textEn)
                .atMost("textEn", textEn, LONGEST_TEXT)
                .required("textZh", textZh)
                .atMost("textZh", textZh, LONGEST_TEXT)
                .refuseIfAny();
        CannedReply reply = new CannedReply(
                id == null ? 0 : id,
                Objects.requireNonNull(shortcut).strip(),
                mood,
                Objects.requireNonNull(titleEn).strip(),
                Objects.requireNonNull(titleZh).strip(),
                Objects.requireNonNull(textEn).strip(),
                Objects.requireNonNull(textZh).strip(),
                currentUser.id(),
                clock.instant());
        try {
            if (id == null) {
                replies.insert(reply);
            } else if (replies.update(reply) == 0) {
                throw new ProblemException(ProblemType.NOT_FOUND, "conversation.reply-unknown");
            }
        } catch (DuplicateKeyException shortcutTaken) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "conversation.shortcut-taken", reply.shortcut());
        }
    }

    public void delete(long id) {
        replies.delete(id);
    }

    static String fill(String text, Map<String, String> gaps) {
        return GAP.matcher(text)
                .replaceAll((MatchResult gap) -> Matcher.quoteReplacement(gaps.getOrDefault(gap.group(1), "")));
    }

    private String product(Ticket ticket) {
        String orderNo = ticket.orderNo();
        return orderNo == null
                ? ""
                : orders.find(orderNo).map(CustomerOrder::product).orElse("");
    }

    private String nameOf(@Nullable String user) {
        if (user == null) {
            return "";
        }
        StaffDirectory.@Nullable Person person = staff.find(user);
        return person == null ? user : person.name();
    }
}
