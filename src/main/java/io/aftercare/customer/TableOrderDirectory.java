package io.aftercare.customer;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Orders from the table {@code customer_order}. */
@Component
@Transactional(readOnly = true)
class TableOrderDirectory implements OrderDirectory {

    private final CustomerMapper customers;

    TableOrderDirectory(CustomerMapper customers) {
        this.customers = customers;
    }

    @Override
    public Optional<CustomerOrder> find(String orderNo) {
        return customers.findOrder(orderNo);
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void hold(String orderNo) {
        customers.lockOrder(orderNo);
    }

    @Override
    public List<CustomerOrder> ofCustomer(String customerRef) {
        return customers.findOrders(customerRef);
    }
}
