package io.aftercare.customer;

import java.util.List;
import java.util.Optional;

/** Port to an order system (3-14); the default reads our own table. */
public interface OrderDirectory {

    Optional<CustomerOrder> find(String orderNo);

    /**
     * Holds the order until the transaction ends, so that whoever counts what was promised for it counts alone (4-09).
     * A ticket's row is always locked before its order.
     */
    void hold(String orderNo);

    List<CustomerOrder> ofCustomer(String customerRef);
}
