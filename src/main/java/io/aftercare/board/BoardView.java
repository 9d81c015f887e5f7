package io.aftercare.board;

import io.aftercare.board.Holdings.Holding;
import io.aftercare.ticket.Mood;
import io.aftercare.ticket.Priority;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.tracking.ClockName;
import io.aftercare.tracking.ClockState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The board as {@code GET /api/board} answers it; {@code next} is the value of {@code after} for what follows. */
record BoardView(Instant now, int atRiskFrom, Map<BoardSection, Long> counts, List<SectionView> sections) {

    static BoardView of(Board.Shown shown) {
        return new BoardView(
                shown.now(),
                shown.atRisk().from(),
                shown.counts(),
                shown.sections().stream()
                        .map(section -> SectionView.of(section, shown))
                        .toList());
    }

    record SectionView(
            BoardSection state,
            long total,
            List<Item> items,
            @Nullable String next) {

        static SectionView of(Board.Section section, Board.Shown shown) {
            return new SectionView(
                    section.section(),
                    section.total(),
                    section.lines().stream().map(line -> Item.of(line, shown)).toList(),
                    section.next());
        }
    }

    /** A ticket with its nearest clocks, the most pressing first; {@code moreClocks} are left out. */
    record Item(
            String number,
            TicketStatus status,
            String summary,
            CustomerSummary customer,
            @Nullable Priority priority,
            @Nullable String department,
            @Nullable String owner,
            @Nullable Mood mood,
            boolean escalated,
            int urged,
            Instant statusSince,
            Instant receivedAt,
            List<ClockView> clocks,
            int moreClocks,
            List<HolderView> holders) {

        static Item of(Board.Line line, Board.Shown shown) {
            BoardTicket ticket = line.ticket();
            return new Item(
                    ticket.number(),
                    ticket.status(),
                    ticket.summary(),
                    new CustomerSummary(ticket.customerName(), ticket.customerTier()),
                    ticket.priority(),
                    ticket.department(),
                    ticket.owner(),
                    ticket.mood(),
                    ticket.escalated(),
                    ticket.urgedCount(),
                    ticket.statusSince(),
                    ticket.receivedAt(),
                    line.clocks().stream()
                            .map(clock -> ClockView.of(clock, shown))
                            .toList(),
                    line.moreClocks(),
                    line.held().stream().map(HolderView::of).toList());
        }
    }

    record CustomerSummary(String name, String tier) {}

    /** {@code standing} is where this clock alone would put the ticket. */
    record ClockView(
            ClockName name,
            ClockState state,
            BoardSection standing,
            Instant startedAt,
            Instant dueAt,
            @Nullable Instant pausedAt,
            @Nullable String pausedFor) {

        static ClockView of(BoardClock clock, Board.Shown shown) {
            BoardSection standing = clock.section(shown.now(), shown.atRisk());
            return new ClockView(
                    clock.name(),
                    standing == BoardSection.BREACHED ? ClockState.BREACHED : clock.state(),
                    standing,
                    clock.startedAt(),
                    clock.dueAt(),
                    clock.pausedAt(),
                    clock.pausedFor());
        }
    }

    record HolderView(
            String key,
            String task,
            @Nullable String assignee,
            List<String> candidateGroups,
            Instant since,
            @Nullable Instant dueAt) {

        static HolderView of(Holding held) {
            return new HolderView(
                    held.taskKey(), held.taskName(), held.assignee(), held.groups(), held.since(), held.dueAt());
        }
    }
}
