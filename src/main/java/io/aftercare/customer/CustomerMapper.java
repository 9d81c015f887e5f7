package io.aftercare.customer;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** SQL for customers, what they are recognised by, and their orders; see CustomerMapper.xml. */
@Mapper
interface CustomerMapper {

    void insert(@Param("customer") Customer customer, @Param("phoneReversed") @Nullable String phoneReversed);

    /** Nobody for a reference that was merged into another. */
    Optional<Customer> find(String ref);

    /** The row of that reference, merged or not. */
    Optional<Customer> findRow(String ref);

    /** Into whom that reference was merged, if it still is. */
    Optional<String> findMergedInto(String ref);

    /** Locks the row until the transaction ends; null when there is none. */
    @Nullable
    String lock(String ref);

    int delete(String ref);

    /** Oldest first, so that one person keeps one row. */
    List<Customer> findByContact(
            @Param("phone") @Nullable String phone,
            @Param("email") @Nullable String email,
            @Param("channelId") @Nullable String channelId);

    Optional<String> findOwner(@Param("kind") IdentityKind kind, @Param("value") String value);

    List<Identity> findIdentities(String ref);

    void insertIdentity(
            @Param("kind") IdentityKind kind,
            @Param("value") String value,
            @Param("reversed") String reversed,
            @Param("ref") String ref,
            @Param("addedBy") String addedBy,
            @Param("at") Instant at);

    int deleteIdentity(@Param("kind") IdentityKind kind, @Param("value") String value, @Param("ref") String ref);

    int deleteIdentities(Collection<String> refs);

    int moveIdentity(
            @Param("kind") IdentityKind kind,
            @Param("value") String value,
            @Param("from") String from,
            @Param("to") String to);

    int changeContact(
            @Param("ref") String ref,
            @Param("kind") IdentityKind kind,
            @Param("value") String value,
            @Param("reversed") String reversed);

    List<Customer> search(
            @Param("text") String text,
            @Param("pattern") String pattern,
            @Param("mail") @Nullable String mail,
            @Param("phoneEnd") @Nullable String phoneEnd,
            @Param("limit") int limit);

    List<Customer> findByPhoneEnd(@Param("phoneEnd") String phoneEnd, @Param("limit") int limit);

    List<Customer> findWithSameContact(@Param("ref") String ref, @Param("limit") int limit);

    List<Customer> findWithSameNameAndOrder(@Param("ref") String ref, @Param("limit") int limit);

    int anonymise(@Param("ref") String ref, @Param("name") String name, @Param("at") Instant at);

    void insertOrder(CustomerOrder order);

    Optional<CustomerOrder> findOrder(String orderNo);

    /** Locks the row until the transaction ends; null when there is none. */
    @Nullable
    String lockOrder(String orderNo);

    List<CustomerOrder> findOrders(String customerRef);

    int moveOrder(@Param("orderNo") String orderNo, @Param("from") String from, @Param("to") String to);
}
