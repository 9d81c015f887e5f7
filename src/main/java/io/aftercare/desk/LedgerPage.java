package io.aftercare.desk;

import io.aftercare.solution.Remedy;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.TimelineEntry;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** The ledger in a reader's words. */
record LedgerPage(
        List<Row> rows,
        String count,
        boolean filtered,
        List<TicketListPage.Choice> departments,
        List<TicketListPage.Choice> owners,
        List<TicketListPage.Choice> statuses,
        List<TicketListPage.Choice> remedies,
        String from,
        String to,
        boolean late,
        String query,
        @Nullable String newer,
        @Nullable String older,
        @Nullable String cut) {

    /** The departments of the contract. */
    private static final List<String> DEPARTMENTS = List.of("technical", "operations", "product", "complaints");

    /** Columns of the exported table. */
    static final List<String> COLUMNS = List.of(
            "ledger.number",
            "ledger.received",
            "ledger.status",
            "ledger.category",
            "ledger.complexity",
            "ledger.priority",
            "ledger.department",
            "ledger.owner",
            "ledger.customer",
            "ledger.remedy",
            "ledger.expected",
            "ledger.resolved",
            "ledger.closed",
            "ledger.late",
            "ledger.due",
            "ledger.last",
            "ledger.description");

    private static final int PROGRESS = 8;

    static LedgerPage of(LedgerFilter filter, Ledger ledger, int page, Words words, Instant now) {
        int total = ledger.count(filter);
        List<LedgerEntry> entries = ledger.page(filter, page);
        boolean more = (page + 1) * Ledger.SIZE < total;
        return new LedgerPage(
                entries.stream()
                        .map(entry -> Row.of(entry, ledger.progress(entry), words, now))
                        .toList(),
                words.text(total == 1 ? "ledger.one" : "ledger.count", String.valueOf(total)),
                filter.isAny(),
                DEPARTMENTS.stream()
                        .map(each -> new TicketListPage.Choice(
                                each, words.of("Department", each), each.equals(filter.department())))
                        .toList(),
                ledger.owners().stream()
                        .map(each -> new TicketListPage.Choice(each, words.person(each), each.equals(filter.owner())))
                        .toList(),
                Arrays.stream(TicketStatus.values())
                        .map(each -> new TicketListPage.Choice(each.name(), words.of(each), each == filter.status()))
                        .toList(),
                Arrays.stream(Remedy.values())
                        .map(each -> new TicketListPage.Choice(each.name(), words.of(each), each == filter.remedy()))
                        .toList(),
                filter.from() == null ? "" : filter.from().toString(),
                filter.to() == null ? "" : filter.to().toString(),
                filter.late(),
                query(filter).build().encode().toUriString(),
                page <= 0 ? null : address(filter, page - 1),
                more ? address(filter, page + 1) : null,
                total <= Ledger.MOST_EXPORTED ? null : words.text("ledger.cut", String.valueOf(Ledger.MOST_EXPORTED)));
    }

    /** The cells of an exported row. */
    static List<String> cells(LedgerEntry entry, List<TimelineEntry> progress, Words words) {
        TimelineEntry last = progress.isEmpty() ? null : progress.get(progress.size() - 1);
        return List.of(
                entry.number(),
                words.moment(entry.receivedAt()),
                words.of(entry.status()),
                words.of(entry.category()),
                words.of(entry.complexity()),
                words.of(entry.priority()),
                words.of("Department", entry.department()),
                words.person(entry.owner()),
                entry.customer(),
                words.of(entry.remedy()),
                words.moment(entry.expectedAt()),
                words.moment(entry.resolvedAt()),
                words.moment(entry.closedAt()),
                String.valueOf(entry.lateClocks()),
                words.moment(entry.nextDueAt()),
                last == null ? "" : words.moment(last.at()) + " " + words.of(last.kind()),
                entry.description());
    }

    private static String address(LedgerFilter filter, int page) {
        return query(filter)
                .path("/ledger")
                .queryParam("page", page)
                .build()
                .encode()
                .toUriString();
    }

    private static UriComponentsBuilder query(LedgerFilter filter) {
        UriComponentsBuilder query = UriComponentsBuilder.newInstance();
        add(query, "department", filter.department());
        add(query, "owner", filter.owner());
        add(query, "status", filter.status());
        add(query, "remedy", filter.remedy());
        add(query, "from", filter.from());
        add(query, "to", filter.to());
        if (filter.late()) {
            query.queryParam("late", "true");
        }
        return query;
    }

    private static void add(UriComponentsBuilder query, String name, @Nullable Object value) {
        if (value != null) {
            query.queryParam(name, value.toString().replaceAll("[{}]", ""));
        }
    }

    /** One ticket of the ledger with its progress, newest line first. */
    record Row(
            String number,
            String summary,
            String customer,
            Mark status,
            @Nullable Mark priority,
            String complexity,
            String department,
            String owner,
            String remedy,
            String expected,
            String received,
            @Nullable String late,
            @Nullable String due,
            List<Line> progress,
            @Nullable String more) {

        static Row of(LedgerEntry entry, List<TimelineEntry> progress, Words words, Instant now) {
            List<Line> newest = progress.stream()
                    .skip(Math.max(0, progress.size() - PROGRESS))
                    .map(line -> Line.of(line, words))
                    .toList();
            String text = entry.description().replaceAll("\\s+", " ").strip();
            return new Row(
                    entry.number(),
                    text.codePointCount(0, text.length()) <= 120
                            ? text
                            : text.substring(0, text.offsetByCodePoints(0, 119)) + "…",
                    entry.customer(),
                    Mark.status(entry.status(), words),
                    Mark.priority(entry.priority(), words),
                    words.of(entry.complexity()),
                    words.of("Department", entry.department()),
                    words.person(entry.owner()),
                    words.of(entry.remedy()),
                    words.moment(entry.expectedAt()),
                    words.moment(entry.receivedAt()),
                    entry.lateClocks() == 0
                            ? null
                            : words.text("ledger.late.count", String.valueOf(entry.lateClocks())),
                    entry.nextDueAt() == null ? null : words.countdown(entry.nextDueAt(), now),
                    newest,
                    progress.size() > PROGRESS
                            ? words.text("ledger.progress.more", String.valueOf(progress.size() - PROGRESS))
                            : null);
        }
    }

    /** A line of the progress. */
    record Line(
            String at, String what, String who, @Nullable String text) {

        private static final int LONGEST = 200;

        static Line of(TimelineEntry entry, Words words) {
            String said = entry.text();
            return new Line(
                    words.moment(entry.at()),
                    words.of(entry.kind()),
                    words.person(entry.actor()),
                    said == null || said.codePointCount(0, said.length()) <= LONGEST
                            ? said
                            : said.substring(0, said.offsetByCodePoints(0, LONGEST - 1)) + "…");
        }
    }
}
