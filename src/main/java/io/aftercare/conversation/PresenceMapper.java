package io.aftercare.conversation;

import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

/** SQL for who is there; see PresenceMapper.xml. */
@Mapper
interface PresenceMapper {

    int touch(
            @Param("ticketNumber") String ticketNumber,
            @Param("person") String person,
            @Param("writing") boolean writing,
            @Param("at") Instant at);

    void insert(
            @Param("ticketNumber") String ticketNumber,
            @Param("person") String person,
            @Param("writing") boolean writing,
            @Param("at") Instant at);

    List<Present> others(
            @Param("ticketNumber") String ticketNumber, @Param("person") String person, @Param("since") Instant since);

    void forget(@Param("before") Instant before);
}
