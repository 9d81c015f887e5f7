package io.aftercare.customer;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

/** SQL for merges of customers and what moved with them; see MergeMapper.xml. */
@Mapper
interface MergeMapper {

    void insert(
            @Param("key") Key key,
            @Param("source") String source,
            @Param("target") String target,
            @Param("reason") String reason,
            @Param("actor") String actor,
            @Param("at") Instant at);

    void insertPart(@Param("mergeId") long mergeId, @Param("kind") String kind, @Param("ref") String ref);

    /** The merge that holds for this reference now. */
    Optional<CustomerMerge> findActive(String source);

    /** All in which the reference took part, newest first. */
    List<CustomerMerge> findOf(String ref);

    /** References that were merged into this one and still are, at any depth one by one. */
    List<String> findSources(String target);

    List<String> findParts(@Param("mergeId") long mergeId, @Param("kind") String kind);

    int undo(
            @Param("id") long id,
            @Param("actor") String actor,
            @Param("at") Instant at,
            @Param("reason") String reason);

    /** A forgotten customer's merges keep no number of his, and nobody's words. */
    void forgetIdentities(String ref);

    void forgetReasons(@Param("ref") String ref, @Param("text") String text);

    /** Where the database leaves the new row's id. */
    final class Key {

        private long id;

        long id() {
            return id;
        }

        /** MyBatis writes here. */
        public void setId(long id) {
            this.id = id;
        }
    }
}
