package io.aftercare.conversation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** SQL for what is being written; see DraftMapper.xml. */
@Mapper
interface DraftMapper {

    Optional<Draft> find(
            @Param("ticketNumber") String ticketNumber,
            @Param("author") String author,
            @Param("internal") boolean internal);

    void insert(
            @Param("ticketNumber") String ticketNumber,
            @Param("author") String author,
            @Param("internal") boolean internal,
            @Param("text") String text,
            @Param("at") Instant at);

    int write(
            @Param("ticketNumber") String ticketNumber,
            @Param("author") String author,
            @Param("internal") boolean internal,
            @Param("text") String text,
            @Param("at") Instant at);

    int schedule(@Param("id") long id, @Param("sendAt") Instant sendAt);

    int stop(@Param("id") long id, @Param("failure") @Nullable String failure);

    List<Draft> findDue(@Param("now") Instant now, @Param("limit") int limit);

    /** 1 for the one who sends it. */
    int take(@Param("id") long id, @Param("sendAt") Instant sendAt);

    int drop(long id);

    int forget(String customerRef);

    List<String> files(long draftId);

    void addFile(@Param("draftId") long draftId, @Param("attachmentId") String attachmentId);

    int removeFile(@Param("draftId") long draftId, @Param("attachmentId") String attachmentId);
}
