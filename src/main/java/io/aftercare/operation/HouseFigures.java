package io.aftercare.operation;

import io.aftercare.mailbox.MailProperties;
import io.aftercare.mailbox.MailboxLeases;
import io.aftercare.mailbox.MailboxStatus;
import io.aftercare.notification.Delivery;
import io.aftercare.notification.Outbox;
import io.aftercare.notification.OutboxState;
import io.aftercare.operation.HouseStanding.ClockKey;
import io.aftercare.operation.HouseStanding.ClockStanding;
import io.aftercare.operation.HouseStanding.Mail;
import io.aftercare.operation.HouseStanding.OutboxKey;
import io.aftercare.ticket.Stage;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.tracking.AtRisk;
import io.aftercare.tracking.ClockName;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The figures of the house for whoever watches it. They are read in the background, so that a scrape costs no query and
 * is answered while the database is away; what is not known is NaN, never an old number. Every node tells the same:
 * take the maximum over nodes, never the sum.
 */
@Component
class HouseFigures implements MeterBinder {

    private static final Logger LOG = LoggerFactory.getLogger(HouseFigures.class);
    private static final Set<TicketStatus> OPEN = EnumSet.copyOf(Arrays.stream(TicketStatus.values())
            .filter(status -> !status.isFinal())
            .toList());

    private final OperationMapper rows;
    private final Outbox outbox;
    private final EngineStanding engine;
    private final MailboxLeases mailboxes;
    private final MailProperties mail;
    private final AtRisk atRisk;
    private final Clock clock;
    private final List<MultiGauge> pollAges = new ArrayList<>();
    private volatile @Nullable HouseStanding standing;
    private volatile Instant readAt = Instant.EPOCH;

    HouseFigures(
            OperationMapper rows,
            Outbox outbox,
            EngineStanding engine,
            MailboxLeases mailboxes,
            MailProperties mail,
            AtRisk atRisk,
            Clock clock) {
        this.rows = rows;
        this.outbox = outbox;
        this.engine = engine;
        this.mailboxes = mailboxes;
        this.mail = mail;
        this.atRisk = atRisk;
        this.clock = clock;
    }

    @Scheduled(
            initialDelayString = "${aftercare.figures.first-after:PT1S}",
            fixedDelayString = "${aftercare.figures.read-every:PT20S}")
    void read() {
        try {
            HouseStanding now = count();
            List<MultiGauge.Row<?>> ages = pollAges(now.at());
            pollAges.forEach(gauge -> gauge.register(ages, true));
            standing = now;
            readAt = now.at();
        } catch (RuntimeException databaseAway) {
            standing = null;
            LOG.warn(
                    "The figures of the house are not known now: {}",
                    databaseAway.getClass().getSimpleName());
        }
    }

    private HouseStanding count() {
        Instant now = clock.instant();
        Map<Stage, Long> tickets = new EnumMap<>(Stage.class);
        rows.countOpenTickets(OPEN)
                .forEach(count -> tickets.merge(Stage.of(count.status()), count.tickets(), Long::sum));
        Map<ClockKey, Long> clocks = rows.countAwaitedClocks(ClockName.values(), now, atRisk.from()).stream()
                .collect(Collectors.toMap(
                        count -> new ClockKey(count.name(), count.standing()), OperationMapper.ClockCount::clocks));
        Outbox.Standing messages = outbox.standing();
        Map<OutboxKey, Long> counted = new HashMap<>();
        messages.counts()
                .forEach(count -> counted.put(new OutboxKey(count.channel(), count.state()), count.messages()));
        Map<String, OperationMapper.MailCount> unsettled = rows.countUnsettledMail().stream()
                .collect(Collectors.toMap(OperationMapper.MailCount::state, count -> count));
        OperationMapper.MailCount none = new OperationMapper.MailCount("", 0, null);
        OperationMapper.MailCount waiting = Objects.requireNonNull(unsettled.getOrDefault("WAITING", none));
        OperationMapper.MailCount quarantined = Objects.requireNonNull(unsettled.getOrDefault("QUARANTINED", none));
        return new HouseStanding(
                now,
                tickets,
                clocks,
                counted,
                messages.oldest(),
                engine.jobs(),
                new Mail(waiting.mails(), waiting.oldest(), quarantined.mails(), quarantined.oldest()));
    }

    private List<MultiGauge.Row<?>> pollAges(Instant now) {
        Map<String, MailboxStatus> looked =
                mailboxes.all().stream().collect(Collectors.toMap(MailboxStatus::mailbox, status -> status));
        List<MultiGauge.Row<?>> ages = new ArrayList<>();
        for (MailProperties.Mailbox mailbox : mail.mailboxes()) {
            MailboxStatus status = looked.get(mailbox.name());
            Instant polledAt = status == null ? null : status.polledAt();
            ages.add(MultiGauge.Row.of(
                    Tags.of("mailbox", mailbox.name()), polledAt == null ? Double.NaN : seconds(polledAt, now)));
        }
        return ages;
    }

    /** What was last read; null while it is not known. */
    @Nullable
    HouseStanding standing() {
        return standing;
    }

    /** Incidents and messages that wait for a person; 0 while it is not known. */
    long waiting() {
        HouseStanding now = standing;
        return now == null
                ? 0
                : now.jobs().incidents()
                        + now.outbox().entrySet().stream()
                                .filter(count -> count.getKey().state() == OutboxState.FAILED
                                        && count.getKey().channel() != Delivery.WEBHOOK)
                                .mapToLong(Map.Entry::getValue)
                                .sum();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Stage stage : Stage.values()) {
            if (stage != Stage.CLOSED) {
                gauge(
                        registry,
                        "aftercare.tickets",
                        "Open tickets by stage",
                        Tags.of("stage", word(stage)),
                        house -> house.tickets().getOrDefault(stage, 0L));
            }
        }
        for (ClockName name : ClockName.values()) {
            for (ClockStanding state : ClockStanding.values()) {
                gauge(
                        registry,
                        "aftercare.clocks",
                        "Awaited clocks by where they stand",
                        Tags.of("clock", word(name), "state", word(state)),
                        house -> house.clocks().getOrDefault(new ClockKey(name, state), 0L));
            }
        }
        for (Delivery channel : Delivery.values()) {
            for (OutboxState state : OutboxState.values()) {
                if (state != OutboxState.SENT && state != OutboxState.SET_ASIDE) {
                    gauge(
                            registry,
                            "aftercare.outbox.messages",
                            "Messages that have not arrived",
                            Tags.of("channel", word(channel), "state", word(state)),
                            house -> house.outbox().getOrDefault(new OutboxKey(channel, state), 0L));
                }
            }
        }
        age(
                registry,
                "aftercare.outbox.oldest",
                "Age of the oldest message that could have left",
                HouseStanding::outboxOldest);
        gauge(registry, "aftercare.jobs", "Jobs of the engine", Tags.of("state", "due"), house -> house.jobs()
                .due());
        gauge(registry, "aftercare.jobs", "Jobs of the engine", Tags.of("state", "failed"), house -> house.jobs()
                .failed());
        gauge(registry, "aftercare.incidents", "Incidents of the engine", Tags.empty(), house -> house.jobs()
                .incidents());
        age(registry, "aftercare.jobs.oldest", "By how much the oldest due job is late", house -> house.jobs()
                .oldestDue());
        gauge(
                registry,
                "aftercare.mails",
                "Mail that is not settled",
                Tags.of("state", "waiting"),
                house -> house.mail().waiting());
        gauge(
                registry,
                "aftercare.mails",
                "Mail that is not settled",
                Tags.of("state", "quarantined"),
                house -> house.mail().quarantined());
        age(
                registry,
                "aftercare.mails.oldest.waiting",
                "Age of the oldest mail that nobody worked on",
                house -> house.mail().oldestWaiting());
        age(
                registry,
                "aftercare.mails.oldest.quarantined",
                "Age of the oldest mail that waits for a person",
                house -> house.mail().oldestQuarantined());
        Gauge.builder("aftercare.figures.age", this, figures -> seconds(figures.readAt, clock.instant()))
                .description("Since when the figures of the house were not read")
                .baseUnit("seconds")
                .register(registry);
        pollAges.add(MultiGauge.builder("aftercare.mailbox.poll.age")
                .description("Since when a mailbox was not looked at")
                .baseUnit("seconds")
                .register(registry));
    }

    private void gauge(
            MeterRegistry registry, String name, String meaning, Tags tags, ToDoubleFunction<HouseStanding> figure) {
        Gauge.builder(name, this, figures -> figures.known(figure))
                .description(meaning + "; the same on every node")
                .tags(tags)
                .register(registry);
    }

    private void age(MeterRegistry registry, String name, String meaning, Since since) {
        Gauge.builder(
                        name,
                        this,
                        figures -> figures.known(house -> {
                            Instant moment = since.of(house);
                            return moment == null ? 0 : seconds(moment, house.at());
                        }))
                .description(meaning + "; the same on every node")
                .baseUnit("seconds")
                .register(registry);
    }

    private double known(ToDoubleFunction<HouseStanding> figure) {
        HouseStanding now = standing;
        return now == null ? Double.NaN : figure.applyAsDouble(now);
    }

    private static double seconds(Instant from, Instant until) {
        return Math.max(0, Duration.between(from, until).toMillis() / 1000.0);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(java.util.Locale.ROOT);
    }

    /** A moment from which an age counts; null when there is nothing that ages. */
    private interface Since {
        @Nullable
        Instant of(HouseStanding house);
    }
}
