package io.aftercare.demo;

import io.aftercare.customer.Customer;
import io.aftercare.customer.CustomerOrder;
import io.aftercare.customer.Customers;
import io.aftercare.demo.DemoPeople.DemoUser;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** People, customers and orders to try Aftercare with; added once. */
@Component
@Profile("demo")
@Order(100)
public class DemoData implements SmartInitializingSingleton {

    /** Everybody whom the start page names; the password is the word demo. */
    public static final List<DemoUser> USERS = List.of(
            new DemoUser("admin", "Ruolan", "Qin", "camunda-admin"),
            new DemoUser("agent", "Xiaoyu", "Wang", "service-agents"),
            new DemoUser("agent2", "Mingze", "Li", "service-agents"),
            new DemoUser("desk-supervisor", "Yifan", "Zhou", "service-supervisors"),
            new DemoUser("engineer", "Haoran", "Li", "technical-staff"),
            new DemoUser("field-engineer", "Jianguo", "Sun", "field-engineers"),
            new DemoUser("tech-supervisor", "Wenbo", "Zhao", "technical-supervisors"),
            new DemoUser("tech-head", "Guohua", "Xu", "technical-heads"),
            new DemoUser("ops-staff", "Siqi", "Guo", "operations-staff"),
            new DemoUser("ops-supervisor", "Lihua", "Zhang", "operations-supervisors"),
            new DemoUser("ops-head", "Dawei", "He", "operations-heads"),
            new DemoUser("product-manager", "Jingyi", "Zhao", "product-staff"),
            new DemoUser("product-supervisor", "Kexin", "Ma", "product-supervisors"),
            new DemoUser("product-head", "Zhiyuan", "Lin", "product-heads"),
            new DemoUser("complaint-specialist", "Meiling", "Chen", "complaints-staff"),
            new DemoUser("complaint-supervisor", "Yongjun", "Zhang", "complaints-supervisors"),
            new DemoUser("complaint-head", "Xiuying", "Luo", "complaints-heads"),
            new DemoUser("expert", "Tianyi", "Gao", "special-team"),
            new DemoUser("counsel", "Shuhan", "Song", "legal-counsel"),
            new DemoUser("compensation-manager", "Peng", "Tang", "compensation-managers"),
            new DemoUser("cashier", "Fang", "Deng", "finance-staff"),
            new DemoUser("parts-keeper", "Qiang", "Feng", "parts-keepers"),
            new DemoUser("warehouse", "Lei", "Cao", "warehouse-staff"),
            new DemoUser("inspector", "Yan", "Peng", "quality-inspectors"),
            new DemoUser("manager", "Hong", "Xie", "service-managers"),
            new DemoUser("owner", "Rui", "Jiang", "process-owners"),
            new DemoUser("channel", "Channel", "Gateway", "channels"));

    private final StartAlone start;
    private final DemoPeople people;
    private final Customers customers;
    private final Clock clock;

    DemoData(StartAlone start, DemoPeople people, Customers customers, Clock clock) {
        this.start = start;
        this.people = people;
        this.customers = customers;
        this.clock = clock;
    }

    @Override
    public void afterSingletonsInstantiated() {
        start.alone(this::add);
    }

    private void add() {
        people.add(USERS);
        if (customers.find("C-1001").isPresent()) {
            return;
        }
        Instant now = clock.instant();
        customer(now, "C-1001", "张伟", "13800001001", "zhang.wei@customer.example", Customers.STANDARD_TIER);
        customer(now, "C-1002", "李娜", "13900001002", "li.na@customer.example", "GOLD");
        customer(now, "C-1003", "王芳", "13700001003", "wang.fang@customer.example", Customers.STANDARD_TIER);
        customer(now, "C-1004", "赵敏", "13600001004", "zhao.min@customer.example", "GOLD");
        customer(now, "C-1005", "Emma Clark", "13500001005", "emma.clark@customer.example", Customers.STANDARD_TIER);
        customer(now, "C-1006", "陈𠮷", "13400001006", "chen.ji@customer.example", Customers.STANDARD_TIER);
        order(now, "SO-1001", "C-1001", "空气净化器 A3", "AP3-77120", "599.00", 152);
        order(now, "SO-1002", "C-1002", "扫地机器人 X9", "RX9-20031", "2999.00", 3);
        order(now, "SO-1003", "C-1003", "电热水壶 K1", "KT1-55102", "89.00", 730);
        order(now, "SO-1004", "C-1004", "智能电视 65Q", "TV65-90412", "4599.00", 20);
        order(now, "SO-1005", "C-1005", "Coffee machine C7", "CM7-10077", "1299.00", 45);
        order(now, "SO-1006", "C-1006", "洗碗机 D5", "DW5-33018", "3299.00", 200);
        order(now, "SO-1007", "C-1001", "除湿机 H2", "DH2-41200", "899.00", 6);
        order(now, "SO-1008", "C-1002", "吸尘器 V4", "VC4-66090", "1499.00", 400);
    }

    private void customer(Instant now, String ref, String name, String phone, String email, String tier) {
        customers.add(new Customer(ref, name, phone, email, null, tier, now, null));
    }

    private void order(
            Instant now,
            String orderNo,
            String customer,
            String product,
            String serial,
            String paid,
            int deliveredDaysAgo) {
        Instant delivered = now.minus(Duration.ofDays(deliveredDaysAgo));
        customers.addOrder(new CustomerOrder(
                orderNo,
                customer,
                product,
                serial,
                new BigDecimal(paid),
                delivered.minus(Duration.ofDays(2)),
                delivered));
    }
}
