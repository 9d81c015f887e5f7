package io.aftercare.channel;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** SQL for who hears of events; see SubscriptionMapper.xml. */
@Mapper
interface SubscriptionMapper {

    List<Subscription> findAll();

    Optional<Subscription> find(long id);

    void insert(
            @Param("key") Key key,
            @Param("name") String name,
            @Param("url") String url,
            @Param("events") String events,
            @Param("source") @Nullable String source,
            @Param("by") String by,
            @Param("at") Instant at);

    int enable(
            @Param("id") long id, @Param("enabled") boolean enabled, @Param("by") String by, @Param("at") Instant at);

    int nextSecret(@Param("id") long id, @Param("former") int former, @Param("by") String by, @Param("at") Instant at);

    /** Receives the number that the database gave. */
    class Key {
        private long id;

        long id() {
            return id;
        }

        void setId(long id) {
            this.id = id;
        }
    }
}
