package io.aftercare.conversation;

import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;

/** SQL for canned replies; see CannedReplyMapper.xml. */
@Mapper
interface CannedReplyMapper {

    List<CannedReply> findAll();

    Optional<CannedReply> find(long id);

    void insert(CannedReply reply);

    int update(CannedReply reply);

    int delete(long id);
}
