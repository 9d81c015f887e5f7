package io.aftercare.payment;

import io.aftercare.customer.CustomerAnonymised;
import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.CurrentUser;
import io.aftercare.solution.Solution;
import io.aftercare.solution.SolutionService;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineKind;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What a customer pays us for a repair out of warranty: paid once, invoiced once (E-08). */
@Service
@Transactional
public class Prices {

    private static final Pattern TAX_NUMBER = Pattern.compile("[0-9A-Z]{15,20}");
    private static final Pattern EMAIL =
            Pattern.compile("[^\\s@\\p{Cntrl},;<>\"]{1,64}@[^\\s@\\p{Cntrl},;<>\"]{1,180}");
    private static final Pattern PLAIN = Pattern.compile("\\P{Cntrl}*");

    private final TicketService tickets;
    private final Timeline timeline;
    private final SolutionService solutions;
    private final PriceMapper prices;
    private final CurrentUser currentUser;
    private final Clock clock;

    Prices(
            TicketService tickets,
            Timeline timeline,
            SolutionService solutions,
            PriceMapper prices,
            CurrentUser currentUser,
            Clock clock) {
        this.tickets = tickets;
        this.timeline = timeline;
        this.solutions = solutions;
        this.prices = prices;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    /** The price of the solution in force; empty when he pays nothing. */
    @Transactional(readOnly = true)
    public Optional<Price> of(String ticketNumber) {
        return solutions
                .latest(ticketNumber)
                .filter(solution -> solution.state().isInForce() && solution.needsAgreement())
                .map(this::price);
    }

    /** Finance found his money on the account: the whole price and nothing else. */
    public void paid(String ticketNumber, BigDecimal amount, @Nullable String reference) {
        String words = plain("reference", Checks.text("reference", reference, 200));
        tickets.lock(ticketNumber);
        Price price = agreed(ticketNumber);
        if (price.amount().compareTo(amount) != 0) {
            throw new ProblemException(
                    ProblemType.RULE_REFUSES,
                    "problem.price-differs",
                    price.amount().setScale(2).toPlainString(),
                    amount.toPlainString());
        }
        if (price.isPaid()) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.price-paid-already");
        }
        try {
            prices.insertPayment(price.solutionId(), ticketNumber, amount, words, currentUser.id(), clock.instant());
        } catch (DuplicateKeyException paidMeanwhile) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.price-paid-already");
        }
        timeline.addVisible(
                ticketNumber, TimelineKind.PRICE_PAID, currentUser.id(), amount.toPlainString() + " · " + words);
    }

    /** Staff ask for an invoice on his behalf. */
    public void requestInvoice(String ticketNumber, Price.InvoiceRequest request) {
        requestInvoice(tickets.lock(ticketNumber), request, currentUser.id());
    }

    /** He asks for it on his page. */
    public void requestInvoiceByCustomer(String ticketNumber, Price.InvoiceRequest request) {
        requestInvoice(tickets.lock(ticketNumber), request, Timeline.CUSTOMER);
    }

    /** Finance issued it, under this number. */
    public void issueInvoice(String ticketNumber, @Nullable String invoiceNumber) {
        String number = plain("number", Checks.text("number", invoiceNumber, 60).strip());
        tickets.lock(ticketNumber);
        Price price = agreed(ticketNumber);
        if (price.invoice() == null) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.no-invoice-request");
        }
        if (prices.issueInvoice(price.solutionId(), number, currentUser.id(), clock.instant()) != 1) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.invoice-issued");
        }
        timeline.addVisible(ticketNumber, TimelineKind.INVOICE_ISSUED, currentUser.id(), number);
    }

    /** Names and addresses go with the person; amounts stay for the books (E-04). */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void forget(CustomerAnonymised customer) {
        prices.forget(customer.ref(), "—");
    }

    private void requestInvoice(Ticket ticket, Price.InvoiceRequest request, String actor) {
        String title = Checks.text("title", request.title(), 200).strip();
        String tax = request.taxNumber() == null || request.taxNumber().isBlank()
                ? null
                : request.taxNumber().strip();
        String email = Checks.text("email", request.email(), 254).strip();
        new Checks()
                .that(PLAIN.matcher(title).matches(), "title", "field.plain")
                .that(tax == null || TAX_NUMBER.matcher(tax).matches(), "taxNumber", "field.tax-number")
                .that(EMAIL.matcher(email).matches(), "email", "field.email")
                .refuseIfAny();
        Price price = agreed(ticket.number());
        if (price.invoice() == null) {
            prices.insertInvoice(
                    price.solutionId(), ticket.number(), price.amount(), title, tax, email, actor, clock.instant());
        } else if (prices.correctInvoice(price.solutionId(), title, tax, email, actor, clock.instant()) != 1) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.invoice-issued");
        }
        timeline.addVisible(ticket.number(), TimelineKind.INVOICE_REQUESTED, actor, null);
    }

    private Price agreed(String ticketNumber) {
        return of(ticketNumber)
                .filter(price -> price.agreedAt() != null)
                .orElseThrow(() -> new ProblemException(ProblemType.RULE_REFUSES, "problem.price-not-agreed"));
    }

    private Price price(Solution solution) {
        PriceMapper.Paid paid = prices.findPayment(solution.id()).orElse(null);
        return new Price(
                solution.id(),
                solution.priceToCustomer(),
                solution.agreedAt(),
                paid == null ? null : paid.reference(),
                paid == null ? null : paid.recordedBy(),
                paid == null ? null : paid.recordedAt(),
                prices.findInvoice(solution.id()).orElse(null));
    }

    private static String plain(String field, String text) {
        new Checks().that(PLAIN.matcher(text).matches(), field, "field.plain").refuseIfAny();
        return text;
    }
}
