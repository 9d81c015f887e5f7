package io.aftercare.channel;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** SQL for what channels brought and for their conversations; see ChannelMapper.xml. */
@Mapper
interface ChannelMapper {

    Optional<KnownMessage> findMessage(String key);

    void insertMessage(
            @Param("key") String key,
            @Param("source") String source,
            @Param("messageId") String messageId,
            @Param("bodyHash") String bodyHash,
            @Param("sentAt") @Nullable Instant sentAt,
            @Param("at") Instant at);

    int settleMessage(@Param("key") String key, @Param("ticketNumber") String ticketNumber, @Param("kind") String kind);

    /** Locked until the transaction ends: two messages of one conversation come one after the other. */
    Optional<Conversation> findConversationForUpdate(String key);

    void insertConversation(
            @Param("key") String key,
            @Param("source") String source,
            @Param("conversationId") @Nullable String conversationId,
            @Param("channelId") @Nullable String channelId,
            @Param("at") Instant at);

    int bind(@Param("key") String key, @Param("ticketNumber") String ticketNumber, @Param("at") Instant at);

    /** The conversation that a ticket came by, or one that was handed on to it; the newest. */
    Optional<Conversation> findByTicket(String ticketNumber);

    List<Conversation> findAllByTicket(String ticketNumber);

    /** Locked until the transaction ends. */
    List<String> findKeysForUpdate(String ticketNumber);

    int handOn(@Param("from") String from, @Param("to") String to);

    int forget(@Param("customerRef") String customerRef);

    record KnownMessage(
            String bodyHash,
            @Nullable String ticketNumber,
            @Nullable String kind) {}

    record Conversation(
            String source,
            @Nullable String conversationId,
            @Nullable String channelId,
            @Nullable String ticketNumber) {}
}
