package io.aftercare.ticket;

import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** SQL for the timeline: insert and read, nothing else; see TimelineMapper.xml. */
@Mapper
interface TimelineMapper {

    void insert(
            @Param("key") Key key,
            @Param("ticketNumber") String ticketNumber,
            @Param("at") Instant at,
            @Param("kind") TimelineKind kind,
            @Param("actor") String actor,
            @Param("text") @Nullable String text,
            @Param("visibleToCustomer") boolean visibleToCustomer,
            @Param("clock") @Nullable String clock,
            @Param("clockLevel") @Nullable Integer clockLevel);

    /** What the customer said, in whatever line it stands. */
    int forgetWords(@Param("customerRef") String customerRef, @Param("text") String text);

    List<TimelineEntry> findByTicket(String ticketNumber);

    /** The database writes the new line's number here. */
    final class Key {

        private long id;

        long id() {
            return id;
        }

        public void setId(long id) {
            this.id = id;
        }
    }
}
