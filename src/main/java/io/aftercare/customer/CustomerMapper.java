package io.aftercare.customer;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** SQL for customers and their orders; see CustomerMapper.xml. */
@Mapper
interface CustomerMapper {

    void insert(@Param("customer") Customer customer, @Param("phoneReversed") @Nullable String phoneReversed);

    Optional<Customer> find(String ref);

    /** Oldest first, so that one person keeps one row. */
    List<Customer> findByContact(
            @Param("phone") @Nullable String phone,
            @Param("email") @Nullable String email,
            @Param("channelId") @Nullable String channelId);

    int anonymise(@Param("ref") String ref, @Param("name") String name, @Param("at") Instant at);

    void insertOrder(CustomerOrder order);

    Optional<CustomerOrder> findOrder(String orderNo);

    /** Locks the row until the transaction ends; null when there is none. */
    @Nullable
    String lockOrder(String orderNo);

    List<CustomerOrder> findOrders(String customerRef);
}
