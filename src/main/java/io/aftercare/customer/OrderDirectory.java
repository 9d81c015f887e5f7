package io.aftercare.customer;

import java.util.List;
import java.util.Optional;

/** Port to an order system (3-14); the default reads our own table. */
public interface OrderDirectory {

    Optional<CustomerOrder> find(String orderNo);

    List<CustomerOrder> ofCustomer(String customerRef);
}
