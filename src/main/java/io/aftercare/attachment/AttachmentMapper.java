package io.aftercare.attachment;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

/** SQL for files of tickets; see AttachmentMapper.xml. */
@Mapper
interface AttachmentMapper {

    void insert(@Param("attachment") Attachment attachment, @Param("sha256") String sha256);

    Optional<Attachment> find(String id);

    List<Attachment> findByTicket(String ticketNumber);

    List<Attachment> findAll(@Param("ids") Collection<String> ids);

    /** 0 when it is on a ticket already. */
    int attach(
            @Param("id") String id,
            @Param("ticketNumber") String ticketNumber,
            @Param("timelineEntryId") long timelineEntryId,
            @Param("visibleToCustomer") boolean visibleToCustomer);

    int moveTo(
            @Param("ticketNumber") String ticketNumber,
            @Param("timelineEntryId") long timelineEntryId,
            @Param("lines") Collection<Long> lines);

    Total total(String ticketNumber);

    List<String> findUnattached(@Param("keptBefore") Instant keptBefore, @Param("limit") int limit);

    /** Of several nodes one gets 1, and removes the file. */
    int deleteUnattached(@Param("id") String id, @Param("keptBefore") Instant keptBefore);

    List<String> findBroughtByCustomer(String customerRef);

    int delete(String id);

    /** How much a ticket has. */
    record Total(int files, long size) {}

    /** The ids of the files that came last. */
    List<String> findNewest(@Param("limit") int limit);
}
