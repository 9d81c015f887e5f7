package io.aftercare.board;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** SQL for the board; reads only; see BoardMapper.xml. {@code held} are tickets of which a person holds a task. */
@Mapper
interface BoardMapper {

    /** How many tickets stand in each section. */
    Counts counts(
            @Param("filter") BoardFilter filter,
            @Param("held") Collection<String> held,
            @Param("now") Instant now,
            @Param("atRiskFrom") int atRiskFrom);

    /** The next few tickets of one section after a place in it: whose customers urged first, then what is due first. */
    List<Place> section(
            @Param("filter") BoardFilter filter,
            @Param("held") Collection<String> held,
            @Param("now") Instant now,
            @Param("section") BoardSection section,
            @Param("after") @Nullable Place after,
            @Param("limit") int limit);

    /** The same by one clock alone; {@code filter.clock()} must be given. */
    List<Place> sectionOfClock(
            @Param("filter") BoardFilter filter,
            @Param("held") Collection<String> held,
            @Param("now") Instant now,
            @Param("atRiskFrom") int atRiskFrom,
            @Param("section") BoardSection section,
            @Param("after") @Nullable Place after,
            @Param("limit") int limit);

    /** Facts of these tickets; the numbers must not be empty. */
    List<BoardTicket> tickets(@Param("numbers") Collection<String> numbers);

    /** The awaited clocks of these tickets; the numbers must not be empty. */
    List<BoardClock> clocks(@Param("numbers") Collection<String> numbers);

    long newestTimelineEntry();

    /** Lines of timelines with a number above that one, at most some thousand. */
    List<Long> timelineEntriesAfter(long id);

    /** Clocks that the database changed in the last seconds, the newest first, at most some hundred. */
    List<ChangedClock> changedClocks();

    /** How many tickets stand in each section. */
    record Counts(long breached, long atRisk, long dueNext, long paused) {

        long of(BoardSection section) {
            return switch (section) {
                case BREACHED -> breached;
                case AT_RISK -> atRisk;
                case DUE_NEXT -> dueNext;
                case PAUSED -> paused;
            };
        }
    }

    /** Where a ticket stands in its section; {@code dueAt} is that of the clock that counts. */
    record Place(String ticketNumber, Instant dueAt, int urged) {}

    /** A change of a clock. */
    record ChangedClock(long id, Instant changedAt) {}
}
